import ArgumentParser
import PolderService

/// By what a node of this machine is named: its name or its file; neither where there is only one.
struct NodeNameOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The name of the configuration, as `polder node configurations` shows it.")
  var name: String?

  @Option(
    name: .shortAndLong, help: "The configuration file (YAML), in place of a name.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  func validate() throws {
    if name != nil, config != nil {
      throw ValidationError("Give either --name or --config: each of them says which configuration is meant.")
    }
  }

  /// The configuration that is meant.
  func place(_ scope: InstanceFolders.Scope) throws -> NodePlace {
    try NodePlace(name: name, config: config, scope: scope)
  }
}
