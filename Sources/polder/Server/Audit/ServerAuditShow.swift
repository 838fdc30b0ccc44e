import ArgumentParser
import PolderServer
import PolderService

/// `polder server audit show`
struct ServerAuditShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the newest entries, oldest first.")

  @OptionGroup var options: ServerOptions
  @OptionGroup var which: AuditFilterOptions

  @Option(help: "How many entries at most.")
  var limit = 50

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit has to be at least 1.") }
  }

  func run() async throws {
    try await AuditOutput.show(
      AuditBook(try options.place().settings()), try which.filter(), limit: limit, json: json,
      columns: [.number, .time, .who, .from, .operation, .object, .outcome, .because])
  }
}
