import PolderCore
import PolderPrompt

/// What is shown of runs.
enum RunColumns {
  static let list: [Column<Wire.Run>] = [
    Column("id") { $0.id }, Column("task") { $0.task?.id }, Column("organization") { $0.organization?.id },
    Column("status") { $0.status }, Column("assigned") { $0.assignedAt }, Column("started") { $0.startedAt },
    Column("finished") { $0.finishedAt },
  ]

  static let whole: [Column<Wire.Run>] =
    list + [
      Column("node") { $0.node.name }, Column("ports") { $0.ports.map { $0.port } },
      Column("in blob") { $0.blobStorageUsed }, Column("log") { $0.log },
    ]
}
