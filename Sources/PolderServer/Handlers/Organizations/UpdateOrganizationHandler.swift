import PolderCore
import PolderHTTP
import PolderSQL

/// Changes an organization.
struct UpdateOrganizationHandler: Handler {
  typealias Op = UpdateOrganization
  static let mode = TransactionMode.write

  let links: Links

  func gather(
    _ call: Call<Op>, _ prepared: Void, _ tx: Unit
  ) throws -> (facts: Facts, loaded: OrganizationRecord) {
    guard let record = try OrganizationRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Organization with id=\(call.path) not found")
    }
    return (Facts(organization: record.id), record)
  }

  func perform(
    _ call: Call<Op>, _ loaded: OrganizationRecord, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    let body = call.body
    let principal = try call.requirePrincipal()
    let others = [body.name, body.address1, body.address2, body.zipcode, body.country, body.domain].compactMap(\.self)
    if principal.kind == .node, !others.isEmpty {
      throw RequestRefusal(
        401, "A node can only update the public key of its organization!", code: "permission-lacking")
    }
    var record = loaded
    record.name = body.name ?? record.name
    record.address1 = body.address1 ?? record.address1
    record.address2 = body.address2 ?? record.address2
    record.zipcode = body.zipcode ?? record.zipcode
    record.country = body.country ?? record.country
    record.domain = body.domain ?? record.domain
    if let key = body.publicKey {
      try Authorizer.require(
        .ownOrganization, of: principal, Facts(organization: record.id),
        refusal: "Only members of an organization can update its public key!")
      if !key.isEmpty {
        let bytes = try PublicKeyText.bytes(key)
        if let former = record.publicKey, !former.isEmpty, former != bytes {
          tx.note("former_public_key", PublicKeyText.fingerprint(former))
        }
        tx.note("public_key", PublicKeyText.fingerprint(bytes))
        record.publicKey = bytes
      }
    }
    let taken = RequestRefusal(400, "Organization with name '\(record.name ?? "")' already exists!")
    try UniqueNames.claim(taken) { try OrganizationRepository.update(record, tx.sql) }
    return Outcome(record.wire(links))
  }
}
