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

  @OptionGroup var options: NodeOptions
  @OptionGroup var what: AuditVerifyOptions

  func validate() throws {
    guard what.file != nil, options.which.name != nil || options.which.config != nil else { return }
    throw ValidationError("Give --file, or what names a node: an export is verified without one.")
  }

  func run() async throws { try await what.verify { try await options.auditBook() } }
}
