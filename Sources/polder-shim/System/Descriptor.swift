import CShim
import Glibc

/// An open file that closes itself.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes what a system call returned; throws with `errno` if it is negative.
  init(_ number: Int32, _ what: @autoclosure () -> String) throws(Failure) {
    guard number >= 0 else { throw Failure.system(what()) }
    self.number = number
  }

  deinit { close(number) }

  /// The two ends of a pipe, closed on exec.
  static func pipe() throws(Failure) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard shim_pipe(&ends) == 0 else { throw Failure.system("pipe") }
    return Pipe(reading: try Descriptor(ends[0], "pipe"), writing: try Descriptor(ends[1], "pipe"))
  }

  struct Pipe: ~Copyable {
    var reading: Descriptor
    var writing: Descriptor
  }
}
