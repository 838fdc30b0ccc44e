import PolderCore
import PolderPrompt

/// What is shown of roles at a store.
enum StoreRoleColumns {
  static let list: [Column<Wire.StoreRole>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("default") { $0.isDefaultRole },
    Column("description") { $0.description },
  ]
}
