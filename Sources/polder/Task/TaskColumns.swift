import PolderCore
import PolderPrompt

/// What is shown of tasks.
enum TaskColumns {
  static let list: [Column<Wire.Task>] = [
    Column("id") { $0.id }, Column("name") { $0.name }, Column("status") { $0.status }, Column("image") { $0.image },
    Column("collaboration") { $0.collaboration?.id }, Column("organization") { $0.initOrg?.id },
    Column("created") { $0.createdAt }, Column("finished") { $0.finishedAt },
  ]

  static let whole: [Column<Wire.Task>] =
    list + [
      Column("description") { $0.description }, Column("user") { $0.initUser?.id }, Column("study") { $0.study?.id },
      Column("store") { $0.algorithmStore?.id }, Column("job") { $0.jobID }, Column("parent") { $0.parent?.id },
      Column("databases") { $0.databases.map { $0.label ?? "-" } },
    ]
}
