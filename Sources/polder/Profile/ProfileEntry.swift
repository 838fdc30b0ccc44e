import PolderCore
import PolderPrompt

/// A profile as it is shown.
struct ProfileEntry: Encodable {
  let name: String
  let isDefault: Bool
  let isLoggedIn: Bool
  let profile: Profile
  let pins: String

  enum CodingKeys: String, CodingKey {
    case name
    case isDefault = "default"
    case isLoggedIn = "logged_in"
    case profile
    case pins
  }

  init(_ name: String, in book: ProfileBook, _ folder: ProfileFolder) throws {
    self.name = name
    profile = try book.profile(name)
    isDefault = book.standard == name
    isLoggedIn = try folder.session(of: name) != nil
    pins = folder.pins(of: profile)
  }

  static let list: [Column<ProfileEntry>] = [
    Column("name") { $0.name }, Column("server") { $0.profile.place.text }, Column("user") { $0.profile.username },
    Column("collaboration") { $0.profile.collaboration }, Column("default") { $0.isDefault },
    Column("logged in") { $0.isLoggedIn },
  ]

  static let whole: [Column<ProfileEntry>] =
    list + [
      Column("private key") { $0.profile.privateKey }, Column("pins") { $0.pins },
      Column("encryption") { $0.profile.encryption ?? "compatible" }, Column("proxy") { $0.profile.proxy },
      Column("ca file") { $0.profile.caFile },
    ]
}
