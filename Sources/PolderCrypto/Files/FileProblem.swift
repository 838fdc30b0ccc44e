#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why the system refused something with a file. Each room says it in words and with a code of its own.
package struct FileProblem: Error, Hashable {
  /// The number of the system.
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// The system's last refusal of this thread.
  package static var last: FileProblem { FileProblem(number: errno) }

  /// The system's words.
  package var reason: String { String(cString: strerror(number)) }

  /// Whether there is a file of that name already.
  package var isThere: Bool { number == EEXIST }

  /// Whether it is about what the process or the machine has at the moment, and says nothing about the file.
  package var isPassing: Bool { [EMFILE, ENFILE, ENOMEM, ENOBUFS, EAGAIN, EINTR].contains(number) }
}
