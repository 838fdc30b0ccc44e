import ArgumentParser
import PolderService

/// The options by which every verb of the server finds its configuration.
struct ServerOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The name of the configuration, as `polder server list` shows it.")
  var name: String?

  @Option(
    name: .shortAndLong, help: "The configuration file (YAML), in place of a name.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .system

  func validate() throws {
    if name != nil, config != nil {
      throw ValidationError("Give either --name or --config: each of them says which configuration is meant.")
    }
  }

  /// The configuration that is meant.
  func place() throws -> ServerPlace { try ServerPlace(name: name, config: config, scope: scope.folders) }
}
