import Glibc

/// Words for a person.
enum Console {
  static func complain(_ text: String) {
    write("polder-shim: \(text)\n", to: STDERR_FILENO)
  }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    // Nobody may be reading, and there is nowhere else to say it.
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  static func text(ofError number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }
}
