import PolderCore
import PolderPrompt

/// What is shown of nodes.
enum NodeColumns {
  static let list: [Column<Wire.Node>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("status") { $0.status },
    Column("organization") { $0.organization?.id },
    Column("collaboration") { $0.collaboration?.id },
    Column("last seen") { $0.lastSeen },
  ]

  static let whole: [Column<Wire.Node>] =
    list + [
      Column("address") { $0.ip },
      Column("settings") { $0.config.map { "\($0.key ?? "?"): \($0.value ?? "")" } },
    ]
}
