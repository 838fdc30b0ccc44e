import PolderCore
import PolderPrompt

/// What is shown of reviews.
enum StoreReviewColumns {
  static let list: [Column<Wire.Review>] = [
    Column("id") { $0.id },
    Column("algorithm") { $0.algorithmID },
    Column("reviewer") { $0.reviewer?.username },
    Column("status") { $0.status },
    Column("requested") { $0.requestedAt },
    Column("submitted") { $0.submittedAt },
  ]

  static let whole: [Column<Wire.Review>] =
    list + [
      Column("asked by") { $0.requestedBy?.username },
      Column("comment") { $0.comment },
    ]
}
