import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder task show`
struct TaskShow: ClientCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a task and its runs.")

  @Argument(help: "The task's id.")
  var id: TaskID

  @Flag(help: "With --json: the task holds its results, as they are stored.")
  var includeResults = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let task = try await session.client.task.get(id, includeResults: includeResults)
    try session.print(task, columns: TaskColumns.whole)
    guard session.printer.format == .table else { return }
    var query = ListRuns.Query()
    query.taskID = id
    query.page = PageRequest(perPage: 100)
    session.printer.line("")
    try await session.print(try await session.client.run.list(query), all: true, columns: RunColumns.list)
  }
}
