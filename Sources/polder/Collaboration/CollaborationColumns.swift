import PolderCore
import PolderPrompt

/// What is shown of collaborations.
enum CollaborationColumns {
  static let list: [Column<Wire.Collaboration>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("encrypted") { $0.encrypted },
  ]
}
