import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder task kill`
struct TaskKill: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill", abstract: "Stop the runs of a task, and of all tasks that its algorithm made.")

  @Argument(help: "The task's id.")
  var id: TaskID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let message = try await session.client.task.kill(id)
    session.done(message, ["task": id.cell, "msg": .string(message)])
  }
}
