import Glibc
import PolderCore
import Subprocess
import Synchronization
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A process of the real program, which may be ended by force at any moment. It says `ready …` when it is.
package final class ProgramProcess: Sendable {
  /// What it is called in messages.
  package let name: String
  private let logPath: String
  /// Its number, from its start until it is seen to end; a number is used again only after that.
  private let number: Alive
  private let starting: Task<Void, any Error>
  private let readying: Task<String, any Error>
  private let ending: Task<ProgramEnd, any Error>

  private final class Alive: Sendable {
    let number = Mutex<Int32?>(nil)
  }

  /// Starts it.
  /// - Parameters:
  ///   - name: what it is called in messages
  ///   - program: the file of the program
  ///   - arguments: its arguments
  ///   - environment: variables beside those of this process
  ///   - logPath: where its standard error is appended
  package init(
    _ name: String, program: String, arguments: [String], environment: [String: String] = [:], logPath: String
  ) {
    self.name = name
    self.logPath = logPath
    let alive = Alive()
    number = alive
    let (starts, start) = AsyncStream.makeStream(of: Void.self)
    let (words, word) = AsyncStream.makeStream(of: String.self)
    let ending = Task {
      defer {
        start.finish()
        word.finish()
      }
      return try await Self.run(
        program, arguments, environment, logPath: logPath,
        started: { number in
          alive.number.withLock { $0 = number }
          start.yield()
        }, ready: { word.yield($0) }, closing: { alive.number.withLock { $0 = nil } })
    }
    self.ending = ending
    starting = Task {
      for await _ in starts { return }
      _ = try await ending.value
    }
    readying = Task {
      for await word in words { return word }
      throw Self.early(name, try await ending.value, logPath)
    }
  }

  /// What it said behind `ready`, as soon as it is.
  /// - Throws: `PolderError` with its last words when it ends before
  package func ready() async throws -> String { try await untilCancelled { try await self.readying.value } }

  /// Waits until it has ended; when the waiting is cancelled, it is ended.
  package func end() async throws -> ProgramEnd { try await untilCancelled { try await self.ending.value } }

  private func untilCancelled<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    try await withTaskCancellationHandler(operation: body) { ending.cancel() }
  }

  /// Sends a signal; does nothing when it has ended.
  package func signal(_ signal: Int32) async throws {
    try await starting.value
    number.number.withLock { number in if let number { _ = Glibc.kill(number, signal) } }
  }

  /// Ends it by force, as a crash would, and waits until it is gone.
  package func crash() async throws {
    try await signal(SIGKILL)
    _ = try await ending.value
  }

  /// Ends it politely, after ten seconds by force, and waits until it is gone.
  package func stop() async {
    ending.cancel()
    _ = await ending.result
  }

  /// All that it logged.
  package var log: String {
    FileManager.default.contents(atPath: logPath).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func run(
    _ program: String, _ arguments: [String], _ environment: [String: String], logPath: String,
    started: @Sendable (Int32) -> Void, ready: @Sendable (String) -> Void, closing: @Sendable () -> Void
  ) async throws -> ProgramEnd {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
    let log = try FileDescriptor.open(
      FilePath(logPath), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
    let values = environment.compactMap { key, value in Environment.Key(rawValue: key).map { ($0, Optional(value)) } }
    let outcome = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(arguments),
      environment: .inherit.updating(Dictionary(values, uniquingKeysWith: { $1 })), platformOptions: options,
      input: .none, output: .sequence, error: .fileDescriptor(log, closeAfterSpawningProcess: true)
    ) { execution in
      started(execution.processIdentifier.value)
      defer { closing() }
      for try await line in execution.standardOutput.strings() {
        let words = line.split(whereSeparator: \.isWhitespace)
        if words.first == "ready" { ready(words.dropFirst().joined(separator: " ")) }
      }
    }
    switch outcome.terminationStatus {
    case .exited(let code): return .code(code)
    case .signaled(let signal): return .signal(signal)
    }
  }

  private static func early(_ name: String, _ end: ProgramEnd, _ logPath: String) -> PolderError {
    let log = FileManager.default.contents(atPath: logPath).map { String(decoding: $0.suffix(4_096), as: UTF8.self) }
    return PolderError(
      "testing-program-ended", "\(name) ended (\(end)) before it was ready: \(log ?? "")", object: logPath)
  }
}
