import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt
import PolderTransport

/// `polder task results`
struct TaskResults: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Print the results that a task has so far.",
    discussion: """
      A result of table shape is printed as a table: a list of objects, an object of lists of one length, and what \
      pandas writes with orient records, list, dict, split or table. --csv prints the rows of all runs below each other.
      """)

  @Argument(help: "The task's id.")
  var id: TaskID

  @Option(help: "Only the result of this run.")
  var run: RunID?

  @Option(
    help: "With --run: write what the algorithm gave back to this file as it is, whatever its size.",
    completion: .file())
  var output: String?

  @Flag(help: "With --output: the file may take the place of another.")
  var replacing = false

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if output != nil, run == nil { throw ValidationError("--output writes the result of one run: give --run.") }
    if replacing, output == nil { throw ValidationError("--replacing belongs to --output.") }
  }

  func run(_ session: PromptSession) async throws {
    try await session.setUpEncryption()
    if let output, let run { return try await write(run, to: output, session) }
    let results = try await session.client.result.fromTask(id).filter { run == nil || $0.run == run }
    guard !results.isEmpty else {
      throw PolderError(
        "task-no-runs", "There is no such run.", object: "task \(id)",
        nextStep: "Look with `polder run list --task \(id)`.")
    }
    try TaskWaiting(session: session).tell(results.map { ShownResult($0) }, of: id)
  }

  private func write(_ run: RunID, to file: String, _ session: PromptSession) async throws {
    let progress = session.progress("Reading")
    try await progress.during {
      try await session.client.result.download(of: run, to: file, replacing: replacing) { read in
        progress.update { $0.subject = "Reading \(read.bytes / 1_000_000) MB" }
      }
    }
    session.done("Wrote the result of run \(run) to \(file).", ["run": run.cell, "file": .string(file)])
  }
}
