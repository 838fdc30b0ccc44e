import ArgumentParser
import PolderNode
import PolderService

/// The option by which the verbs of a node's audit log find it.
struct NodeAuditOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The node's configuration file (YAML); the node may be running.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String

  /// The log of the node that is meant.
  func book() async throws -> AuditBook { try await Self.book(config: config) }

  static func book(config: String) async throws -> AuditBook {
    try await AuditBook(try NodeConfiguration(path: config))
  }
}
