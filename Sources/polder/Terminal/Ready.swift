import Glibc

/// The line on standard output by which a part says that it is ready, for whoever started it.
enum Ready {
  static func tell(_ what: String) {
    ProgramPages.release()
    print("ready \(what)")
    fflush(nil)
  }
}
