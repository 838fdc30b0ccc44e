import ArgumentParser
import PolderCore
import PolderNode
import PolderPrompt

/// `polder node run list`
struct NodeRunList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs that wait for the steward, the oldest first.",
    discussion: "Those that were decided about are listed until they are over.")

  @OptionGroup var options: NodeRunOptions
  @Flag(help: "Answer with a JSON list.") var json = false

  func run() throws {
    let runs = try options.folder().runs()
    if json { return print(JSONValue.array(runs.map(\.json)).text) }
    guard !runs.isEmpty else { return print("No run waits.") }
    // What a task says could obey a terminal's codes.
    let rows = runs.map { held in Self.row(held).map { TerminalText.line($0) } }
    TextColumns.print(
      ["run", "since", "state", "image", "method", "arguments", "databases", "user", "organization"], rows)
  }

  private static func row(_ held: HeldRun) -> [String] {
    let record = held.record
    let given = record.positional > 0 ? ["\(record.positional) by position"] : []
    return [
      "\(record.binding.run)", record.heldAt.wireText, held.state, record.binding.image, record.method ?? "unknown",
      record.values?.text ?? (given + record.arguments).joined(separator: ", "),
      record.databases.joined(separator: ", "), record.user.map { "\($0)" } ?? "",
      record.organization.map { "\($0)" } ?? "",
    ]
  }
}
