import ArgumentParser
import Foundation
import PolderNode
import PolderService

/// `vnode-local start`
struct VNodeLocalStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Run a node in the foreground, by the incumbent's words.",
    discussion: """
      With --dockerized the configuration lies at /mnt/config/NAME.yaml, data at /mnt/data, logs at /mnt/log, databases and keys \
      where the incumbent's command line mounts them, and the engine's socket at /var/run/docker.sock. SIGTERM ends the \
      node and its running algorithms, because the volume with their folders may be removed next.
      """)

  @Option(name: .shortAndLong, help: "The name of the configuration.")
  var name: String?

  @Option(
    name: .shortAndLong, help: "The configuration file (YAML).", completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .user

  @Flag(name: .long, help: "The node runs in a container that the incumbent's command line started.")
  var dockerized = false

  @Flag(name: .customLong("non-dockerized", withSingleDash: true), help: "It does not.")
  var notDockerized = false

  func validate() throws {
    guard name != nil || config != nil else { throw ValidationError("Give --name or --config.") }
    if dockerized, notDockerized { throw ValidationError("Give either --dockerized or -non-dockerized.") }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard dockerized else {
      let place = try InstancePlace(.node, name: name, config: config, scope: scope.folders, environment: environment)
      let configuration = try NodeConfiguration(path: place.path, environment: environment)
      return try await NodeProgram.run(configuration, stopRuns: true)
    }
    let path = config ?? "/mnt/config/\(name ?? "").yaml"
    let file = try Configuration(path: path)
    try await NodeProgram.run(try DockerizedNode(environment: environment).configuration(file), stopRuns: true)
  }
}
