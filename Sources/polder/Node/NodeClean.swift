import ArgumentParser
import Logging
import PolderCore
import PolderNode
import PolderPrompt
import PolderService

/// `polder node clean`
struct NodeClean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove what no run needs any more: folders of reported runs and of their jobs, containers and images.",
    discussion: """
      The node has to be stopped. Runs that were not reported yet stay, with all that belongs to them; so do the journal, \
      the audit log and the key.
      """)

  @OptionGroup var options: NodeOptions
  @OptionGroup var sure: SureOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let configuration = try options.place().configuration()
    let logger = Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() }
    let runtime = try RuntimeFactory.make(configuration, logger: logger)
    guard let cleaning = try await NodeCleaning(configuration, runtime: runtime, now: { .systemNow() }) else {
      return tell(runs: 0, jobs: 0, leftovers: [])
    }
    do {
      try await clean(cleaning)
    } catch {
      // The first error tells more.
      try? cleaning.close()
      throw error
    }
    try cleaning.close()
  }

  private func clean(_ cleaning: NodeCleaning) async throws {
    if !cleaning.isEmpty {
      if !json { for line in cleaning.leftovers { print("  \(line)") } }
      let what =
        "\(cleaning.runs.count) folders of runs, \(cleaning.jobs.count) of jobs, \(cleaning.leftovers.count) things of the "
        + "runtime"
      try await sure.check("Remove \(what)?", .present)
      try await cleaning.remove()
    }
    tell(runs: cleaning.runs.count, jobs: cleaning.jobs.count, leftovers: cleaning.leftovers)
  }

  private func tell(runs: Int, jobs: Int, leftovers: [String]) {
    guard !json else {
      let object: JSONValue = [
        "runs": .integer(Int64(runs)), "jobs": .integer(Int64(jobs)),
        "leftovers": .array(leftovers.map { .string($0) }),
      ]
      return print(object.text)
    }
    guard runs + jobs + leftovers.count > 0 else { return print("There is nothing to remove.") }
    print("removed: \(runs) folders of runs, \(jobs) of jobs, \(leftovers.count) things of the runtime")
  }
}
