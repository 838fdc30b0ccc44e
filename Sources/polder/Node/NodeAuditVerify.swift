import ArgumentParser
import PolderService

/// `polder node audit verify`
struct NodeAuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow the chain of the audit log, and say which entry was changed, removed, put in or moved.",
    discussion: """
      Give the head that was remembered elsewhere (an export and the node's log tell it) to find out whether the end was \
      cut off or written anew since. With --file an export is verified, without node and configuration.
      """)

  @Option(
    name: .shortAndLong, help: "The node's configuration file (YAML); the node may be running.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @OptionGroup var what: AuditVerifyOptions

  func validate() throws {
    if (config == nil) == (what.file == nil) { throw ValidationError("Give either --config or --file.") }
  }

  func run() async throws { try await what.verify { try await NodeAuditOptions.book(config: config ?? "") } }
}
