import ArgumentParser
import PolderService

/// `polder node audit show`
struct NodeAuditShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the newest entries, oldest first.",
    discussion: """
      `--object run/12` shows all about one run, `--operation SendReport` what left, `--operation DecideRun` what was \
      let run or refused, and `--principal user:3` what one user asked for.
      """)

  @OptionGroup var options: NodeAuditOptions
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
      options.book(), try which.filter(), limit: limit, json: json,
      columns: [.number, .time, .who, .operation, .object, .outcome, .because, .details])
  }
}
