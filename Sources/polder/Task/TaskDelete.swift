import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder task delete`
struct TaskDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a task with its runs and results, and all tasks below it.")

  @OptionGroup var sure: SureOptions

  @Argument(help: "The task's id.")
  var id: TaskID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Delete task \(id) with its results?", session)
    try await session.client.task.delete(id)
    session.done("Deleted task \(id).", ["task": id.cell])
  }
}
