import PolderCore
import PolderService
import PolderSQL

/// A role as its row has it.
struct RoleRecord: Sendable {
  let id: RoleID
  var name: String?
  var description: String?
  let organization: OrganizationID?
  let isDefault: Bool

  static let columns: SQL = "role.id, role.name, role.description, role.organization_id, role.is_default_role"
  static let attributes: [String: SQL] = [
    "id": "role.id", "name": "role.name", "description": "role.description", "organization_id": "role.organization_id",
    "is_default_role": "role.is_default_role",
  ]
}

extension RoleRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    description = try row.optionalText(2)
    organization = try row.optionalID(3)
    isDefault = try row.optionalBool(4) ?? false
  }
}
