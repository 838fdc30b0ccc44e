import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder run list`
struct RunList: ClientCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List runs, the newest first.")

  @Option(help: "Of this task.") var task: TaskID?
  @Option(help: "Of this organization.") var organization: OrganizationID?
  @Option(help: "At this node.") var node: NodeID?
  @Option(help: "In this state: open, finished, or the name of a status.") var state: String?
  @Option(help: "Whose algorithm offers this port.") var port: Int?
  @Option(help: .time("Started at this time or later")) var startedFrom: Timestamp?
  @Option(help: .time("Started at this time or before")) var startedTill: Timestamp?
  @Option(help: .time("Made at this time or later")) var assignedFrom: Timestamp?
  @Option(help: .time("Made at this time or before")) var assignedTill: Timestamp?
  @Option(help: .time("Ended at this time or later")) var finishedFrom: Timestamp?
  @Option(help: .time("Ended at this time or before")) var finishedTill: Timestamp?
  @Flag(help: "With --json: each run holds its task.") var includeTask = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    var query = ListRuns.Query()
    query.taskID = task
    query.organizationID = organization
    query.nodeID = node
    query.state = state
    query.port = port.map { Int64($0) }
    (query.startedFrom, query.startedTill) = (startedFrom, startedTill)
    (query.assignedFrom, query.assignedTill) = (assignedFrom, assignedTill)
    (query.finishedFrom, query.finishedTill) = (finishedFrom, finishedTill)
    query.include = includeTask ? ["task"] : []
    query.page = list.request
    try await session.print(try await session.client.run.list(query), all: list.all, columns: RunColumns.list)
  }
}
