import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Shows an organization.
struct GetOrganizationHandler: Handler {
  typealias Op = GetOrganization
  static let mode = TransactionMode.read

  let links: Links

  func gather(
    _ call: Call<Op>, _ prepared: Void, _ tx: Unit
  ) throws -> (facts: Facts, loaded: OrganizationRecord) {
    guard let record = try OrganizationRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Organization id=\(call.path) not found!")
    }
    var facts = Facts(organization: record.id)
    if case .node(_, _, .some(let collaboration)) = try call.requirePrincipal().identity {
      // The node's own collaboration counts when it has to do with the organization.
      let concerned = OrganizationRepository.concerned("organization.id", collaboration)
      let statement: SQL = "SELECT id FROM organization WHERE organization.id = \(record.id) AND (\(concerned))"
      if try tx.sql.first(statement) != nil { facts.collaboration = collaboration }
    }
    return (facts, record)
  }

  func perform(
    _ call: Call<Op>, _ loaded: OrganizationRecord, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    Outcome(loaded.wire(links))
  }
}
