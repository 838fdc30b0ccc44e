import ArgumentParser
import PolderServer
import PolderService

/// `polder server audit show`
struct ServerAuditShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the newest entries, oldest first.")

  @OptionGroup var options: ServerOptions
  @OptionGroup var what: AuditShowOptions

  func run() async throws {
    try await what.show(
      AuditBook(try options.place().settings()), [.number, .time, .who, .from, .operation, .object, .outcome, .because])
  }
}
