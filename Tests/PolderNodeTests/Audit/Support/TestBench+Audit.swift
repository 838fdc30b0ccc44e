import PolderService

@testable import PolderNode

extension TestBench {
  var auditFile: String { place.path + "/data/audit.sqlite" }

  /// The entries of the node's audit log as its steward sees them, also while it runs.
  func entries(_ operation: String? = nil, object: String? = nil) async throws -> [AuditEntry] {
    var filter = AuditFilter()
    filter.operation = operation
    filter.object = object
    let book = try await AuditBook(configuration())
    let entries = try await book.newest(10_000, filter)
    try book.close()
    return entries
  }

  func verdict() async throws -> AuditVerdict {
    let book = try await AuditBook(configuration())
    let verdict = try await book.verify()
    try book.close()
    return verdict
  }

  /// Waits until there are so many entries of an operation.
  func told(_ operation: String, times: Int = 1) async throws {
    while try await entries(operation).count < times { await Task.yield() }
  }
}
