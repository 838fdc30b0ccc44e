import PolderCore
import Subprocess
import SystemPackage

/// One part of the federation as a process of its own. It says `ready …` on its standard output when it is.
struct PartProcess: Sendable {
  let name: String
  let program: String
  let arguments: [String]
  let environment: [String: String]
  let logPath: String

  /// How long a part may take to end politely: a node ends its algorithms first.
  static let patience = Duration.seconds(10)

  /// Runs the part until it ends or the task is cancelled, which ends it politely and, when that takes too long, by force.
  /// - Parameters:
  ///   - started: is told the number of the process
  ///   - ready: is told what stands behind `ready`
  /// - Returns: how it ended
  /// - Throws: when it can not be started
  func run(
    started: @Sendable (Int32) -> Void, ready: @Sendable (String) -> Void
  ) async throws -> TerminationStatus {
    var options = PlatformOptions()
    // Not the terminal's group: Ctrl-C reaches the demonstration alone, which then ends its parts in order.
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: Self.patience)]
    let log = try FileDescriptor.open(
      FilePath(logPath), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
    let values = environment.map { (Environment.Key(rawValue: $0.key), Optional($0.value)) }
    let outcome = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(arguments),
      environment: .inherit.updating(
        Dictionary(values.compactMap { key, value in key.map { ($0, value) } }, uniquingKeysWith: { $1 })),
      platformOptions: options, input: .none, output: .sequence,
      error: .fileDescriptor(log, closeAfterSpawningProcess: true)
    ) { execution in
      started(execution.processIdentifier.value)
      for try await line in execution.standardOutput.strings() {
        let line = line.trimmed
        if line.hasPrefix("ready ") { ready(String(line.dropFirst(6))) }
      }
    }
    return outcome.terminationStatus
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
