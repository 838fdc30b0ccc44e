import ArgumentParser
import Logging
import PolderCore
import PolderNode
import PolderService

/// `polder node check`
struct NodeCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a node, and how to mend it.",
    discussion: """
      Looks at the configuration, the server, the login, the clock, the encryption key, the runtime with its isolation, \
      the databases, limits, disk and policies. Changes nothing. Ends with 1 when the node would not start or a part of \
      it would not work.
      """)

  @OptionGroup var options: NodeOptions

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    let place = try options.place()
    // What parts of the node have to say is said by the findings.
    let logger = Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() }
    let facts = await NodeFactsReader(.system(logger: logger))
      .facts(of: try place.file(), relativeTo: place.folder, environment: place.environment)
    let items = NodeCheck.items(facts)
    CheckTable.print(items, json: json)
    let errors = items.count { $0.state == .error }
    if !json { print("\(place.path): \(errors) errors, \(items.count { $0.state == .warning }) warnings") }
    if errors > 0 { throw ExitCode(ExitStatus.failure) }
  }
}
