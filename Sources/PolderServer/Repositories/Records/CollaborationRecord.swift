import PolderCore
import PolderService
import PolderSQL

/// A collaboration as its row has it.
struct CollaborationRecord: Sendable {
  let id: CollaborationID
  var name: String?
  var isEncrypted: Bool

  static let columns: SQL = "collaboration.id, collaboration.name, collaboration.encrypted"
  static let attributes: [String: SQL] = [
    "id": "collaboration.id", "name": "collaboration.name", "encrypted": "collaboration.encrypted",
  ]
}

extension CollaborationRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    // The incumbent's default: what nobody set is encrypted.
    isEncrypted = try row.optionalBool(2) ?? true
  }
}
