import Logging
import PolderCore
import PolderCrypto
import PolderTransport

/// Seals what the algorithm of one run sends to others, and opens what comes back to it.
struct SubtaskPayloads: Sendable {
  let payloads: RunPayloads
  /// The run whose algorithm asks.
  let run: RunAssignment
  /// A folder of the run out of its algorithm's reach, for what has to be whole before it may be shown.
  let spool: String
  /// Returns when it is written down what is about to leave.
  let onLeaving: @Sendable (RunAct) async throws -> Void
  private let memory = SubtaskMemory()

  init(
    payloads: RunPayloads, run: RunAssignment, spool: String,
    onLeaving: @escaping @Sendable (RunAct) async throws -> Void = { _ in }
  ) {
    self.payloads = payloads
    self.run = run
    self.spool = spool
    self.onLeaving = onLeaving
  }

  /// What the journal knows the run by.
  var key: RunKey { run.key(at: payloads.address) }

  /// The node's keys; nil in a collaboration without encryption.
  var keys: NodeKeys? { payloads.keys }

  /// Notes where blobs belong that a list of results named; returns when that is durable.
  func note(_ origins: [BlobID: ResultOrigin]) async throws {
    // A list is asked for again and again.
    let new = origins.filter { memory.origin(of: $0.key) != $0.value }
    guard !new.isEmpty else { return }
    try await payloads.journal.note(new, of: key, now: payloads.now())
    memory.note(new)
  }

  /// Where a blob belongs; nil when no list of results named it.
  func origin(of blob: BlobID) async throws -> ResultOrigin? {
    if let known = memory.origin(of: blob) { return known }
    return try await payloads.journal.origin(of: blob, for: key)
  }

  /// Takes a genuine result for that of one run: a second run of the same organization can not show it again.
  func settle(_ sender: OrganizationID, _ origin: ResultOrigin) throws(PolderError) {
    guard !memory.isOfOtherRun(sender, origin) else {
      throw Self.foreign("The result of organization \(sender) was shown for two runs.", origin)
    }
  }

  /// How a task was sealed by this run; nil when this run did not make it.
  func sent(_ task: TaskID) async throws -> SentSubtask? {
    try await payloads.journal.subtask(task, of: run.run, at: payloads.address)
  }

  static func foreign(_ message: String, _ origin: ResultOrigin) -> PolderError {
    PolderError(
      .nodeResultForeign, message, object: "run \(origin.run)",
      nextStep: "Do not use it: the server put it where it does not belong.")
  }
}
