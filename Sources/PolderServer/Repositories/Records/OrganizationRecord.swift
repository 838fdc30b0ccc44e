import PolderCore
import PolderService
import PolderSQL

/// An organization as its row has it.
struct OrganizationRecord: Sendable {
  let id: OrganizationID
  var name: String?
  var domain: String?
  var address1: String?
  var address2: String?
  var zipcode: String?
  var country: String?
  var publicKey: [UInt8]?

  static let columns: SQL = """
    organization.id, organization.name, organization.domain, organization.address1, organization.address2, \
    organization.zipcode, organization.country, organization._public_key
    """
  static let attributes: [String: SQL] = [
    "id": "organization.id", "name": "organization.name", "domain": "organization.domain",
    "address1": "organization.address1", "address2": "organization.address2", "zipcode": "organization.zipcode",
    "country": "organization.country",
  ]
}

extension OrganizationRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    domain = try row.optionalText(2)
    address1 = try row.optionalText(3)
    address2 = try row.optionalText(4)
    zipcode = try row.optionalText(5)
    country = try row.optionalText(6)
    publicKey = try row.optionalBlob(7)
  }
}
