import PolderNode
import PolderService

extension NodeOptions {
  /// The audit log of the node that is meant, which may be running.
  func auditBook() async throws -> AuditBook { try await AuditBook(try place().configuration()) }
}
