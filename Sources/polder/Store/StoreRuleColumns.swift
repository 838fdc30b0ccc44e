import PolderCore
import PolderPrompt

/// What is shown of rules at a store.
enum StoreRuleColumns {
  static let list: [Column<Wire.StoreRule>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("operation") { $0.operation },
    Column("description") { $0.description },
  ]
}
