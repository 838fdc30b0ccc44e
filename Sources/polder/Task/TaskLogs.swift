import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder task logs`
struct TaskLogs: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show what the algorithms of a task print.")

  @Argument(help: "The task's id.")
  var id: TaskID

  @Option(help: "Only of this run.")
  var run: RunID?

  @Flag(name: .shortAndLong, help: "Go on while they run, and end when the last has ended.")
  var follow = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let (client, task, run) = (session.client, id, run)
    let log = LogFollow(
      runs: {
        let runs = try await client.run.fromTask(task)
        guard let run else { return runs }
        if let only = runs.first(where: { $0.id == run }) { return [only] }
        throw PolderError(
          "task-no-runs", "The task has no such run.", object: "task \(task), run \(run)",
          nextStep: "Look with `polder run list --task \(task)`.")
      },
      show: { session.printer.line($0) })
    guard follow else { return try await log.once() }
    _ = try await client.withEvents { feed in
      try await log.follow(TaskWakes.of(task, in: feed.subscribe()))
    }
  }
}
