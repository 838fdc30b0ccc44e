import Foundation
import PolderTesting
import Subprocess
import SystemPackage

/// The home of a user who types commands of the built program about nodes of this machine.
struct NodeHome {
  let place: TemporaryFolder

  /// What became of a command.
  struct Outcome {
    let code: Int32?
    let output: String
    let errors: String
  }

  init() throws { place = try TemporaryFolder() }

  /// The folder of a node's data.
  func data(_ name: String) -> String { "\(place.path)/data/\(name)" }

  /// The file of a node's configuration.
  func file(_ name: String) -> String { "\(place.path)/config/vantage6/node/\(name).yaml" }

  /// Makes the configuration of a node.
  func add(_ name: String, _ more: String = "") throws {
    let folder = URL(fileURLWithPath: file(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = "api_key: \(goodKey)\nserver_url: http://127.0.0.1\nport: 1\ntask_dir: \(data(name))\n" + more
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
  }

  /// Runs the program.
  func run(_ words: [String]) async throws -> Outcome {
    let environment: [Environment.Key: String?] = [
      "HOME": place.path, "XDG_CONFIG_HOME": place.path + "/config", "POLDER_IN_CONTAINER": "no",
    ]
    let outcome = try await Subprocess.run(
      .path(FilePath(try BuiltPrograms.polder())), arguments: Arguments(words),
      environment: .inherit.updating(environment), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    var code: Int32?
    if case .exited(let exit) = outcome.terminationStatus { code = exit }
    return Outcome(code: code, output: outcome.standardOutput, errors: outcome.standardError)
  }
}
