import PolderCore
import PolderPrompt

/// What is shown of organizations.
enum OrganizationColumns {
  static let list: [Column<Wire.Organization>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("country") { $0.country },
    Column("domain") { $0.domain },
    Column("key") { !$0.publicKey.isEmpty },
  ]

  static let whole: [Column<Wire.Organization>] =
    list + [
      Column("address 1") { $0.address1 },
      Column("address 2") { $0.address2 },
      Column("zip code") { $0.zipcode },
      Column("fingerprint") { KeyText.fingerprint($0.publicKey) },
    ]
}
