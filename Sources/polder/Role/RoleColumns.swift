import PolderCore
import PolderPrompt

/// What is shown of roles.
enum RoleColumns {
  static let list: [Column<Wire.Role>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("organization") { $0.organization?.id },
    Column("default") { $0.isDefaultRole },
    Column("description") { $0.description },
  ]
}
