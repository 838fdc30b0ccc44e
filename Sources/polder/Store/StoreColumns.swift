import PolderCore
import PolderPrompt

/// What is shown of algorithm stores.
enum StoreColumns {
  static let list: [Column<Wire.AlgorithmStore>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("address") { $0.url },
    Column("for all") { $0.collaborations == nil },
  ]
}
