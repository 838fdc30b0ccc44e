import Foundation
import PolderCore
import Subprocess
import SystemPackage

/// A helper as a process of the machine.
struct HelperProcess: Sendable {
  private let command: HelperCommand
  private let program: String

  /// Finds the program.
  /// - Throws: `PolderError` `node-helper-program-missing`
  init(_ command: HelperCommand, path: String = Self.usualPath) throws {
    self.command = command
    guard let program = Self.find(command.program, path: path) else {
      throw Self.missing(command.program, command.name)
    }
    self.program = program
  }

  /// Where programs of helpers lie.
  static let usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// What is said where a program is missing.
  static func missing(_ program: String, _ name: String) -> PolderError {
    PolderError(
      .helperProgramMissing, "The program \(program) is missing: \(name) can not be started.", object: program,
      nextStep: "Install it (Debian: openssh-client for tunnels, squid for `whitelist`), or take the key out.")
  }

  /// Where a program is; nil when it is nowhere.
  static func find(_ name: String, path: String) -> String? {
    if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it until it ends or the task is cancelled, which ends it.
  /// - Parameter ready: is told when it serves
  /// - Returns: why it ended
  func run(ready: @escaping @Sendable () -> Void) async -> String {
    var options = PlatformOptions()
    // Not the terminal's group: Ctrl-C reaches the node alone, which then ends its helpers.
    options.processGroupID = 0
    // A filter takes up to three seconds, however idle it is.
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
    let words = HelperWords(readyWord: command.readyWord, ready: ready)
    do {
      let outcome = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(command.arguments),
        // The word of readiness comes from a shell, which has to be one whatever the node's user has.
        environment: .custom(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SHELL": "/bin/sh", "LC_ALL": "C"]),
        platformOptions: options, input: .none, output: .sequence, error: .sequence
      ) { execution in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { for try await line in execution.standardOutput.strings() { words.take(line) } }
          group.addTask { for try await line in execution.standardError.strings() { words.take(line) } }
          try await group.waitForAll()
        }
      }
      if Task.isCancelled { return "it was ended" }
      switch outcome.terminationStatus {
      case .exited(let code): return words.reason("it ended with code \(code)")
      case .signaled(let signal): return words.reason("it was ended by signal \(signal)")
      }
    } catch {
      if Task.isCancelled { return "it was ended" }
      return words.reason("it could not be run: \(error)")
    }
  }
}
