import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a user.
struct GetUserHandler: Handler {
  typealias Op = GetUser
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: UserRecord) {
    guard let record = try UserRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "user id=\(call.path) is not found")
    }
    return (Facts(organization: record.organization, subject: record.id), record)
  }

  func perform(_ call: Call<Op>, _ loaded: UserRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let permissions =
      call.query.includePermissions == true ? try UserRepository.permissions(of: loaded, tx.sql) : nil
    return Outcome(Wire.UserWithPermissions(user: loaded.wire(links), permissions: permissions))
  }
}
