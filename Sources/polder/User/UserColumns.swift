import PolderCore
import PolderPrompt

/// What is shown of users.
enum UserColumns {
  static let list: [Column<Wire.User>] = [
    Column("id") { $0.id },
    Column("username") { $0.username },
    Column("first name") { $0.firstname },
    Column("last name") { $0.lastname },
    Column("organization") { $0.organization?.id },
    Column("last seen") { $0.lastSeen },
  ]

  static let whole: [Column<Wire.User>] =
    list + [
      Column("e-mail") { $0.email },
      Column("status") { $0.status },
    ]
}
