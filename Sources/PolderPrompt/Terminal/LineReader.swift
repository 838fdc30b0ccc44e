import Dispatch
public import PolderClient
import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks at the terminal, and can do so without showing what is typed.
public struct LineReader: Sendable {
  private let input: Int32
  private let output: Int32

  /// A reader of a terminal.
  /// - Parameters:
  ///   - input: where keys come from
  ///   - output: where questions go
  public init(input: Int32 = 0, output: Int32 = 2) {
    self.input = input
    self.output = output
  }

  /// Asks for something that nobody else may see.
  /// - Parameter question: the question, such as `Password: `
  /// - Returns: the answer
  /// - Throws: `CancellationError` when somebody leaves, `PolderError` `prompt-no-terminal` where nobody can be asked
  public func secret(_ question: String) async throws -> Secret { Secret(try await line(question, isHidden: true)) }

  /// Asks for a line.
  /// - Parameter question: the question
  /// - Returns: the answer
  /// - Throws: as `secret`
  public func text(_ question: String) async throws -> String { try await line(question, isHidden: false) }

  /// On a thread of its own: a person may take long, and whoever waits for the end of the program shall not.
  private func line(_ question: String, isHidden: Bool) async throws -> String {
    let reader = self
    let wake = try WakePipe()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "polder.prompt.line").async {
          continuation.resume(with: Result { try reader.read(question, isHidden: isHidden, wake) })
        }
      }
    } onCancel: {
      wake.wake()
    }
  }

  private func read(_ question: String, isHidden: Bool, _ wake: WakePipe) throws -> String {
    var kept = termios()
    guard tcgetattr(input, &kept) == 0 else {
      throw PolderError(
        "prompt-no-terminal", "Nobody can be asked here.",
        nextStep: "Run it at a terminal, or give what it asks for: see --help.")
    }
    var raw = kept
    // Keys come one by one, unseen, and Ctrl-C as a key: so the terminal is put back whatever happens.
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(input, TCSAFLUSH, &raw) == 0 else {
      throw PrivateFile.failure("The terminal can not be set", "tty")
    }
    defer { tcsetattr(input, TCSAFLUSH, &kept) }
    write(Array(TerminalText.line(question).utf8))
    defer { write([0x0A]) }
    var editor = LineEditor()
    while let byte = try next(wake) {
      switch editor.take(byte) {
      case .shows(let bytes): if !isHidden { write(bytes) }
      case .ends(let text): return text
      case .leaves: throw CancellationError()
      }
    }
    throw CancellationError()
  }

  /// The next key; nil when the terminal is gone or somebody wants the program to end.
  private func next(_ wake: WakePipe) throws -> UInt8? {
    while true {
      var both = [pollfd(fd: input, events: Int16(POLLIN), revents: 0), wake.awaited]
      guard poll(&both, 2, -1) >= 0 || errno == EINTR else { return nil }
      if both[1].revents != 0 { return nil }
      guard both[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      let count = unistdRead(input, &byte, 1)
      if count < 0, errno == EINTR { continue }
      return count == 1 ? byte : nil
    }
  }

  private func write(_ bytes: [UInt8]) {
    // A question that can not be shown is still one that can be answered.
    _ = bytes.withUnsafeBytes { unistdWrite(output, $0.baseAddress, $0.count) }
  }
}
