import ArgumentParser
import Glibc
import Logging
import PolderNode
import PolderService

/// `polder node start`
struct NodeStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Run a node in the foreground; SIGTERM ends it cleanly.",
    discussion: """
      Takes the incumbent's YAML file. The log goes to standard error; standard output gets one line, `ready`, once \
      the node has logged in and knows its open runs. Algorithms that run when the node ends go on, and the next \
      start takes them over.
      """)

  @Option(help: "The configuration file (YAML).", completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String

  @Flag(help: "End running algorithms with the node in place of leaving them to the next start.")
  var stopRuns = false

  func run() async throws {
    // What is kept holds hashes, keys and inputs: nobody else may read it.
    umask(0o077)
    let configuration = try NodeConfiguration(path: config)
    try configuration.logging.bootstrap()
    let logger = Logger(label: "polder.node")
    let parts = try NodeParts(configuration, logger: logger)
    let node = NodeService(configuration, parts: parts, logger: logger) { Ready.tell("node") }
    try await ServiceRun([node], logger: Logger(label: "polder.services")).run()
    if stopRuns { try await LeftRuns(configuration).stopAll() }
  }
}
