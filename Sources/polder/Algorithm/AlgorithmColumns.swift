import PolderCore
import PolderPrompt

/// What is shown of algorithms.
enum AlgorithmColumns {
  static let list: [Column<Wire.Algorithm>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("status") { $0.status },
    Column("image") { $0.image },
    Column("partitioning") { $0.partitioning },
    Column("vantage6") { $0.vantage6Version },
  ]

  static let whole: [Column<Wire.Algorithm>] =
    list + [
      Column("digest") { $0.digest },
      Column("code") { $0.codeURL },
      Column("documentation") { $0.documentationURL },
      Column("submitted") { $0.submittedAt },
      Column("approved") { $0.approvedAt },
      Column("functions") { $0.functions.map(\.name) },
      Column("description") { $0.description },
    ]
}
