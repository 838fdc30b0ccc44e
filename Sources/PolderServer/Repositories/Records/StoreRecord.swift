import PolderCore
import PolderService
import PolderSQL

/// An algorithm store as its row has it.
struct StoreRecord: Sendable {
  let id: AlgorithmStoreID
  var name: String?
  let url: String?
  /// The collaboration that may use it; nil for all.
  var collaboration: CollaborationID?

  static let columns: SQL =
    "algorithmstore.id, algorithmstore.name, algorithmstore.url, algorithmstore.collaboration_id"
  static let attributes: [String: SQL] = [
    "id": "algorithmstore.id", "name": "algorithmstore.name", "url": "algorithmstore.url",
    "collaboration_id": "algorithmstore.collaboration_id",
  ]

  /// What access to it is judged by.
  var facts: Facts { Facts(collaboration: collaboration) }
}

extension StoreRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    url = try row.optionalText(2)
    collaboration = try row.optionalID(3)
  }
}
