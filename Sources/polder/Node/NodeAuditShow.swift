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

  @OptionGroup var options: NodeOptions
  @OptionGroup var what: AuditShowOptions

  func run() async throws {
    try await what.show(
      options.auditBook(), [.number, .time, .who, .operation, .object, .outcome, .because, .details])
  }
}
