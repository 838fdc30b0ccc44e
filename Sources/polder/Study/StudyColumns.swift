import PolderCore
import PolderPrompt

/// What is shown of studies.
enum StudyColumns {
  static let one: [Column<Wire.Study>] = [
    Column("id") { $0.id },
    Column("name") { $0.name },
    Column("collaboration") { $0.collaboration?.id },
  ]

  static let list: [Column<Wire.Study>] =
    one + [
      // Only a list says who takes part; of one study that is a list of its own.
      Column("organizations") { $0.organizations.items?.map(\.id) }
    ]
}
