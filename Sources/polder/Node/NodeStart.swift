import ArgumentParser
import PolderNode

/// `polder node start`
struct NodeStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Run a node in the foreground; SIGTERM ends it cleanly.",
    discussion: """
      Takes the incumbent's YAML file. The log goes to standard error, and to a file where the configuration names one; \
      standard output gets one line, `ready`, once the node has logged in and knows its open runs. Algorithms that run \
      when the node ends go on, and the next start takes them over.
      """)

  @OptionGroup var options: NodeOptions

  @Flag(help: "End running algorithms with the node in place of leaving them to the next start.")
  var stopRuns = false

  func run() async throws {
    try await NodeProgram.run(try options.place().configuration(), stopRuns: stopRuns)
  }
}
