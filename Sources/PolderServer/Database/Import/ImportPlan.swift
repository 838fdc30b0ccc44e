import PolderCore
package import PolderService

/// What a file for `polder server import` asks for, in the incumbent's form.
package struct ImportPlan: Sendable, Hashable {
  /// An organization with its users.
  package struct Organization: Sendable, Hashable {
    let name: String
    let domain: String?
    let address1: String?
    let address2: String?
    let zipcode: String?
    let country: String?
    let publicKey: [UInt8]?
    let users: [User]
  }

  /// A user, who may do everything.
  package struct User: Sendable, Hashable {
    let username: String
    let password: String
    let firstname: String?
    let lastname: String?
    let email: String?
  }

  /// A collaboration with its organizations and what is to be asked of them.
  package struct Collaboration: Sendable, Hashable {
    let name: String
    let isEncrypted: Bool
    let participants: [Participant]
    let images: [String]
  }

  /// An organization that takes part, with the key of its node.
  package struct Participant: Sendable, Hashable {
    let name: String
    let key: String
  }

  /// The organizations, in the order of the file.
  package let organizations: [Organization]
  /// The collaborations, in the order of the file.
  package let collaborations: [Collaboration]

  /// Reads a file.
  /// - Throws: `PolderError` that names the key and its line
  package init(_ file: Configuration) throws {
    organizations = try file.sections("organizations").map(Self.organization)
    collaborations = try file.sections("collaborations").map(Self.collaboration)
    guard !(organizations.isEmpty && collaborations.isEmpty) else {
      throw file.missing("organizations", "the organizations with their users")
    }
  }

  private static func organization(_ section: Configuration) throws -> Organization {
    // The incumbent demands all seven keys, empty or not.
    for key in ["domain", "address1", "address2", "zipcode", "country", "public_key"] where !section.keys.contains(key)
    {
      throw section.missing(key, "may be empty")
    }
    let keyText = try section.string("public_key")
    let key = try keyText.map { text -> [UInt8] in
      guard let bytes = Base64.decode(text.utf8, padded: true) else { throw section.invalid("public_key", "base64") }
      return bytes
    }
    return Organization(
      name: try section.requiredString("name", "the organization's name"), domain: try section.string("domain"),
      address1: try section.string("address1"), address2: try section.string("address2"),
      zipcode: try section.string("zipcode"), country: try section.string("country"), publicKey: key,
      users: try section.sections("users").map(user))
  }

  private static func user(_ section: Configuration) throws -> User {
    let known: Set = ["username", "password", "firstname", "lastname", "email"]
    if let unknown = section.keys.first(where: { !known.contains($0) }) {
      throw section.invalid(unknown, "left out: users have \(known.sorted().joined(separator: ", "))")
    }
    return User(
      username: try section.requiredString("username", "the user's name"),
      password: try section.requiredString("password", "the user's password"),
      firstname: try section.string("firstname"), lastname: try section.string("lastname"),
      email: try section.string("email"))
  }

  private static func collaboration(_ section: Configuration) throws -> Collaboration {
    Collaboration(
      name: try section.requiredString("name", "the collaboration's name"),
      isEncrypted: try section.bool("encrypted") ?? true,
      participants: try section.sections("participants").map { participant in
        let key = try participant.requiredString("api_key", "the key of the organization's node, a UUID")
        guard isUUID(key) else { throw participant.invalid("api_key", "a UUID in small letters") }
        return Participant(name: try participant.requiredString("name", "the organization's name"), key: key)
      }, images: try section.strings("tasks"))
  }

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.joined().utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
