import ArgumentParser
import PolderServer
import PolderService

/// `polder server audit verify`
struct ServerAuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow the chain of the audit log, and say which entry was changed, removed, put in or moved.",
    discussion: """
      Give the head that was remembered elsewhere (an export and the server's log tell it) to find out whether the end \
      was cut off or written anew since. With --file an export is verified, without database and server.
      """)

  @OptionGroup var options: ServerOptions

  @OptionGroup var what: AuditVerifyOptions

  func run() async throws { try await what.verify { try await AuditBook(try options.place().settings()) } }
}
