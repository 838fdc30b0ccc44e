import Dispatch
import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A terminal without a screen: a test types at one end, and the program sits at the other.
final class PseudoTerminal: Sendable {
  /// The end of the program.
  let program: Int32
  private let keyboard: Int32

  init() throws {
    var ends: (keyboard: Int32, program: Int32) = (-1, -1)
    guard openpty(&ends.keyboard, &ends.program, nil, nil, nil) == 0 else {
      throw PolderError("test-terminal", "No terminal can be made: \(errno).")
    }
    (keyboard, program) = ends
  }

  /// Whether the terminal shows what is typed, and gives lines, and obeys Ctrl-C.
  var isUsual: Bool {
    var state = termios()
    guard tcgetattr(program, &state) == 0 else { return false }
    let flags = tcflag_t(ECHO | ICANON | ISIG)
    return state.c_lflag & flags == flags
  }

  /// Types, once the program has asked.
  func type(_ text: String, after question: String) async throws {
    var shown = ""
    while !shown.contains(question) { shown += try await read() }
    var bytes = Array(text.utf8)
    guard write(keyboard, &bytes, bytes.count) == bytes.count else {
      throw PolderError("test-terminal", "The keys were not taken.")
    }
  }

  /// What is on the screen since the last time; waits for something, on a thread that no other task needs.
  func read() async throws -> String {
    let keyboard = keyboard
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "polder.test.terminal").async {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = Self.read(keyboard, &bytes)
        if count > 0 {
          continuation.resume(returning: String(decoding: bytes[..<count], as: UTF8.self))
        } else {
          continuation.resume(throwing: PolderError("test-terminal", "The terminal is gone."))
        }
      }
    }
  }

  private static func read(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, &bytes, bytes.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, &bytes, bytes.count)
    #else
      Darwin.read(descriptor, &bytes, bytes.count)
    #endif
  }

  deinit {
    close(program)
    close(keyboard)
  }
}
