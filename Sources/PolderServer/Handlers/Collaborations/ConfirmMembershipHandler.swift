import PolderCore
import PolderHTTP
import PolderSQL

/// Confirms a membership (deviation 34); to confirm once more changes nothing.
struct ConfirmMembershipHandler: Handler {
  typealias Op = ConfirmMembership
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    (Facts(organization: call.path.organization), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let (organization, collaboration) = (call.path.organization, call.path.collaboration)
    guard try MembershipRepository.exists(organization, in: collaboration, tx.sql) else {
      throw RequestRefusal(404, "Organization id=\(organization) is not part of collaboration id=\(collaboration)")
    }
    try MembershipRepository.confirm(organization, in: collaboration, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(
      Wire.Message("Organization id=\(organization) is a confirmed member of collaboration id=\(collaboration)"))
  }
}
