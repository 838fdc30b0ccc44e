import PolderCore
import Subprocess

/// A part that is started again when a signal ended it that was not ours.
struct SiteProcess: Sendable {
  /// The part, asked for anew at each start.
  let part: @Sendable () throws -> PartProcess
  let output: DemoOutput
  /// How often it is started at the most.
  let attempts = 3

  /// Runs until cancelled.
  /// - Throws: `PolderError` when it ends by itself or keeps ending
  func run(started: @Sendable (Int32) -> Void = { _ in }, ready: @Sendable (String) -> Void) async throws {
    for attempt in 1...attempts {
      let part = try part()
      let outcome = try await part.run(started: started, ready: ready)
      try Task.checkCancellation()
      guard case .signaled(let signal) = outcome, attempt < attempts else {
        throw PolderError(
          "demo-part-ended", "\(part.name) ended unexpectedly (\(outcome)).", object: part.logPath,
          nextStep: "Its last words: \(LogTail.read(part.logPath))")
      }
      output.line("  \(part.name) was ended by signal \(signal) and is started again")
    }
  }
}
