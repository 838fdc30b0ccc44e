import PolderCore
import PolderService
import PolderSQL

/// A user as its rows have it, without password and second factor.
struct UserRecord: Sendable {
  let id: UserID
  let username: String?
  var firstname: String?
  var lastname: String?
  var email: String?
  var organization: OrganizationID?
  let failedLoginMailAt: Timestamp?
  let recoveryMailAt: Timestamp?
  let ip: String?
  let lastSeen: Timestamp?
  let status: String?

  static let columns: SQL = """
    "user".id, "user".username, "user".firstname, "user".lastname, "user".email, "user".organization_id, \
    "user".last_email_failed_login_sent, "user".last_email_recover_password_sent, authenticatable.ip, \
    authenticatable.last_seen, authenticatable.status
    """
  static let tables: SQL = "\"user\" JOIN authenticatable ON authenticatable.id = \"user\".id"
  static let attributes: [String: SQL] = [
    "id": "\"user\".id", "username": "\"user\".username", "firstname": "\"user\".firstname",
    "lastname": "\"user\".lastname", "email": "\"user\".email", "organization_id": "\"user\".organization_id",
    "ip": "authenticatable.ip", "last_seen": "authenticatable.last_seen", "status": "authenticatable.status",
  ]
}

extension UserRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    username = try row.optionalText(1)
    firstname = try row.optionalText(2)
    lastname = try row.optionalText(3)
    email = try row.optionalText(4)
    organization = try row.optionalID(5)
    failedLoginMailAt = try row.optionalTimestamp(6)
    recoveryMailAt = try row.optionalTimestamp(7)
    ip = try row.optionalText(8)
    lastSeen = try row.optionalTimestamp(9)
    status = try row.optionalText(10)
  }
}
