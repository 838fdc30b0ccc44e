import Foundation
import PolderCore

@testable import PolderNode

/// A cluster of this machine alone, without Slurm: its jobs are what `polder-shim` does with a folder.
actor FakeCluster: SlurmController {
  struct Entry {
    let submission: SlurmSubmission
    /// Nil as long as the state is to be told by the folder.
    var word: String?
    var isReleased = false
  }

  private(set) var entries: [String: Entry] = [:]
  private(set) var cancelled: [String] = []
  private(set) var interrupted: [String] = []
  private var isHolding = false
  private var refusal: SlurmTrouble?
  private var losesAnswers = 0
  private var isAway = false

  /// Jobs that are handed in wait until they are released.
  func hold() { isHolding = true }
  func refuse(_ text: String) { refusal = SlurmTrouble(.refused, text) }
  /// So many answers to what is handed in do not arrive.
  func loseAnswers(_ count: Int) { losesAnswers = count }
  func leave() { isAway = true }
  func comeBack() { isAway = false }
  func say(_ word: String?, of id: String) { entries[id]?.word = word }
  func forget() { entries = [:] }
  var ids: [String] { entries.keys.sorted() }

  /// A job of an earlier attempt.
  func insert(_ id: String, name: String, word: String) {
    entries[id] = Entry(
      submission: SlurmSubmission(name: name, folder: "/none", shim: "/none", settings: .init(), limits: .init()),
      word: word)
  }

  func submit(_ submission: SlurmSubmission) async throws(SlurmTrouble) -> String {
    if isAway { throw SlurmTrouble(.unreachable, "away") }
    if let refusal { throw refusal }
    let id = String(entries.count + 1)
    entries[id] = Entry(submission: submission, word: isHolding ? "PENDING" : nil)
    if !isHolding { await release(id) }
    if losesAnswers > 0 {
      losesAnswers -= 1
      throw SlurmTrouble(.unreachable, "no answer")
    }
    return id
  }

  /// Lets the supervisor of a job start, as the cluster would.
  func release(_ id: String) async {
    guard let entry = entries[id], !entry.isReleased else { return }
    entries[id]?.isReleased = true
    entries[id]?.word = nil
    // What the supervisor says against it stands in the folder.
    _ = try? await ProcessTools(RuntimeSettings(shim: ShimPath.value)).shim([
      "run", "--background", entry.submission.folder,
    ])
  }

  func job(_ id: String) async throws(SlurmTrouble) -> SlurmJob? { try list().first { $0.id == id } }

  func jobs(named name: String) async throws(SlurmTrouble) -> [SlurmJob] { try list().filter { $0.name == name } }

  func jobs() async throws(SlurmTrouble) -> [SlurmJob] { try list() }

  private func list() throws(SlurmTrouble) -> [SlurmJob] {
    if isAway { throw SlurmTrouble(.unreachable, "away") }
    return entries.sorted { $0.key < $1.key }.map { id, entry in
      let folder = ShimFolder(path: entry.submission.folder)
      let isAlive = (try? folder.isLocked()) ?? false
      let word = entry.word ?? (isAlive ? "RUNNING" : "COMPLETED")
      let host = entry.isReleased ? SlurmRuntime.hostName : nil
      return SlurmJob(id: id, word: word, host: host, name: entry.submission.name)
    }
  }

  func cancel(_ id: String) async throws(SlurmTrouble) {
    if isAway { throw SlurmTrouble(.unreachable, "away") }
    cancelled.append(id)
    if entries[id]?.isReleased == false { entries[id]?.word = "CANCELLED" }
    if entries[id]?.submission.folder == "/none" { entries[id]?.word = "CANCELLED" }
  }

  func interrupt(_ id: String) async throws(SlurmTrouble) {
    if isAway { throw SlurmTrouble(.unreachable, "away") }
    interrupted.append(id)
  }

  func ping() async throws(SlurmTrouble) -> String {
    if isAway { throw SlurmTrouble(.unreachable, "Unable to contact slurm controller") }
    return "Slurmctld(primary) at a is UP"
  }
}
