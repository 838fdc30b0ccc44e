import PolderCore
import PolderService
import PolderSQL

/// Roles.
enum RoleRepository {
  static func listing() -> Listing { Listing(RoleRecord.columns, from: "role") }

  static func find(_ id: RoleID, _ sql: Transaction) throws -> RoleRecord? {
    try find([id], sql).first
  }

  /// Those of the ids that are there.
  static func find(_ ids: [RoleID], _ sql: Transaction) throws -> [RoleRecord] {
    var roles: [RoleRecord] = []
    try Batches.each(ids) { ids in
      var listing = listing()
      listing.require(.in("role.id", ids))
      roles += try listing.all(order: "ORDER BY role.id", sql) { try RoleRecord($0) }
    }
    return roles
  }
}
