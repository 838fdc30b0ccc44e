import PolderCore
import PolderService
import PolderSQL

/// A study as its row has it.
struct StudyRecord: Sendable {
  let id: StudyID
  var name: String?
  let collaboration: CollaborationID?

  static let columns: SQL = "study.id, study.name, study.collaboration_id"
  static let attributes: [String: SQL] = [
    "id": "study.id", "name": "study.name", "collaboration_id": "study.collaboration_id",
  ]
}

extension StudyRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    collaboration = try row.optionalID(2)
  }
}
