import PolderClient
import PolderCore
import PolderPrompt

/// Waits for a task with a line of progress, and prints what came of it.
struct TaskWaiting: Sendable {
  let session: PromptSession

  /// - Parameters:
  ///   - task: the task
  ///   - timeout: how long to wait; nil sets no bound
  /// - Throws: `PolderError` `task-failed` when a run gave no result, after all is printed
  func show(_ task: TaskID, timeout: Duration?) async throws {
    let progress = session.progress("Waiting for task \(task)")
    let client = session.client
    let results = try await progress.during {
      try await client.waitForResults(of: task, timeout: timeout) { state in
        progress.update { ($0.done, $0.total) = (state.ended, state.total) }
      }
    }
    try tell(results.map { ShownResult($0) }, of: task)
  }

  /// Prints results.
  func tell(_ results: [ShownResult], of task: TaskID) throws {
    session.printer.results(results)
    let failed = results.filter(\.isFailed)
    guard !failed.isEmpty else { return }
    throw PolderError(
      "task-failed", "\(failed.count) of \(results.count) runs gave no result that can be read.",
      object: "task \(task), run \(failed.map(\.run.description).joined(separator: ", "))",
      nextStep: "Read what they printed: `polder task logs \(task)`.")
  }
}

extension PromptSession {
  /// A line of progress; nothing where no terminal is.
  func progress(_ subject: String) -> ProgressLine {
    ProgressLine(ProgressText(subject), width: terminal.isError ? Terminal.columns(of: 2) : nil) {
      TerminalOutput.put($0)
    }
  }
}
