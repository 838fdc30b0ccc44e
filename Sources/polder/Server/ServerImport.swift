import ArgumentParser
import PolderCore
import PolderPassword
import PolderServer
import PolderService

/// `polder server import`
struct ServerImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put organizations, users, collaborations, nodes and tasks from a file into the server's database.",
    discussion: """
      Takes the incumbent's file: `organizations` with `users`, `collaborations` with `participants` and `tasks`. All \
      of it is imported, or nothing. The users may do everything: for tests and first steps.
      """)

  @OptionGroup var options: ServerOptions

  @Flag(help: "Remove first what the database holds; the configuration has to say `allow_drop_all: true`.")
  var dropAll = false

  @Argument(help: "The file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run() async throws {
    let place = try options.place()
    let address = try place.database()
    if dropAll, try place.configuration.bool("allow_drop_all") != true {
      throw place.configuration.invalid("allow_drop_all", "true for `--drop-all`")
    }
    let plan = try ImportPlan(try Configuration(path: file))
    let report = try await DatabaseImport.run(
      plan, at: address, dropping: dropAll, passwords: Passwords(), now: Timestamp.systemNow())
    print(
      """
      imported \(report.organizations) organizations, \(report.users) users, \(report.collaborations) collaborations, \
      \(report.nodes) nodes, \(report.tasks) tasks
      """)
  }
}
