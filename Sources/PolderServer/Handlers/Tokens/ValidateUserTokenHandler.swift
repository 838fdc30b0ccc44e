import PolderCore
import PolderHTTP
import PolderSQL

/// Tells whose token it is.
struct ValidateUserTokenHandler: Handler {
  typealias Op = ValidateUserToken
  static let mode = TransactionMode.read

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard case .user(let id, _) = try call.requirePrincipal().identity,
      let record = try UserRepository.find(id, tx.sql)
    else { throw RequestRefusal(401, Op.access.refusal, code: "permission-lacking") }
    return Outcome(
      Wire.UserValidation(
        userID: id, username: record.username, email: record.email, organizationID: record.organization))
  }
}
