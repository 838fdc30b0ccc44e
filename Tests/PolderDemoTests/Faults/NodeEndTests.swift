import Glibc
import PolderClient
import PolderCore
import PolderTesting
import Testing

/// What becomes of running algorithms when their node is told to end.
@Suite(.timeLimit(.minutes(10)))
struct NodeEndTests {
  /// Starts a node by some words, tells it to end while an algorithm runs, and gives what is left of that.
  private func left(by words: [String]) async throws -> (end: ProgramEnd, before: [Int32], after: [Int32]) {
    try await ProcessFederation.with([SitePlan.plain("noord").unstarted]) { federation in
      let node = try await federation.site("noord").start(words)
      let events = federation.feed.subscribe()
      let task = try await federation.ask("gated", at: ["noord"])
      let run = try await federation.printed("up", by: task, events)
      let before = Traces.algorithms(of: federation.folder.path, run: run.rawValue)
      try await node.signal(SIGTERM)
      let end = try await node.end()
      return (end, before, Traces.algorithms(of: federation.folder.path, run: run.rawValue))
    }
  }

  @Test(
    "the incumbent's command line, and --stop-runs, end them with the node: their folders may be removed next",
    arguments: [["vnode-local", "start"], ["node", "start", "--stop-runs"]])
  func ended(_ words: [String]) async throws {
    let (end, before, after) = try await left(by: words)
    #expect(end == .code(0))
    #expect(!before.isEmpty && after.isEmpty, "\(after.map(Traces.describe))")
  }

  @Test("else they go on, for the next start to take them over")
  func left() async throws {
    let (end, before, after) = try await left(by: ["node", "start"])
    #expect(end == .code(0))
    #expect(!before.isEmpty && after == before)
  }
}
