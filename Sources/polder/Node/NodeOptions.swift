import ArgumentParser
import PolderService

/// The options by which the verbs about a node of this machine find its configuration.
struct NodeOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The name of the configuration, as `polder node configurations` shows it.")
  var name: String?

  @Option(
    name: .shortAndLong, help: "The configuration file (YAML), in place of a name.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .user

  func validate() throws {
    if name != nil, config != nil {
      throw ValidationError("Give either --name or --config: each of them says which configuration is meant.")
    }
  }

  /// The configuration that is meant.
  func place() throws -> NodePlace { try NodePlace(name: name, config: config, scope: scope.folders) }
}
