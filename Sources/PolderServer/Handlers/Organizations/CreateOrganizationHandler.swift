import PolderCore
import PolderHTTP
import PolderSQL

/// Makes an organization.
struct CreateOrganizationHandler: Handler {
  typealias Op = CreateOrganization
  static let mode = TransactionMode.write

  let links: Links

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = call.body
    let taken = RequestRefusal(400, "Organization with name '\(body.name)' already exists!")
    if try OrganizationRepository.exists(name: body.name, tx.sql) { throw taken }
    let key = body.publicKey ?? ""
    let record = OrganizationRecord(
      id: OrganizationID(try IDAllocator.next(.organization, tx.sql)), name: body.name, domain: body.domain ?? "",
      address1: body.address1 ?? "", address2: body.address2, zipcode: body.zipcode ?? "", country: body.country ?? "",
      publicKey: key.isEmpty ? [] : try PublicKeyText.bytes(key))
    try UniqueNames.claim(taken) { try OrganizationRepository.insert(record, tx.sql) }
    return Outcome(record.wire(links))
  }
}
