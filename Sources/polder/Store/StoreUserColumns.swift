import PolderCore
import PolderPrompt

/// What is shown of users of a store.
enum StoreUserColumns {
  static let list: [Column<Wire.StoreUser>] = [
    Column("id") { $0.id },
    Column("username") { $0.username },
    Column("server") { $0.server?.url },
    Column("e-mail") { $0.email },
    Column("organization") { $0.organizationID },
  ]
}
