import PolderCore
import PolderPrompt

/// What is shown of rules.
enum RuleColumns {
  static let list: [Column<Wire.Rule>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("operation") { $0.operation },
    Column("scope") { $0.scope },
    Column("description") { $0.description },
  ]
}
