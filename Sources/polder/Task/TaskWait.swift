import ArgumentParser
import PolderCore
import PolderPrompt

/// `polder task wait`
struct TaskWait: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until a task has ended, and print its results.",
    discussion: "Ends with 1 when a run gave no result. Ctrl-C ends the waiting, and not the task.")

  @Argument(help: "The task's id.")
  var id: TaskID

  @Option(help: ArgumentHelp("How many seconds to wait at the most.", valueName: "seconds"))
  var within: Int?

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if let within, within < 1 { throw ValidationError("--within takes a number of seconds from 1.") }
  }

  func run(_ session: PromptSession) async throws {
    try await session.setUpEncryption()
    try await TaskWaiting(session: session).show(id, timeout: within.map { .seconds($0) })
  }
}
