public import PolderCore

/// What a node remembers of the inputs it took, so that none of them runs twice because the server shows it again.
///
/// It is bounded in age and in number, and gives up neither: what is forgotten is refused from then on by its age. So a
/// sender can have so many tasks in the window, and an older envelope has to be sent anew. It belongs into the journal,
/// written before the run starts.
public struct NonceLedger: Sendable, Hashable {
  /// How far the clocks of sender and node may be apart.
  public static let tolerance = Duration.seconds(10 * 60)
  /// How old an envelope may be: a node that was away so long takes what waited for it.
  public static let window = Duration.seconds(30 * 24 * 60 * 60)
  /// How many nonces are remembered for one sender.
  public static let limit = 10_000
  /// How many senders are remembered.
  public static let maximumSenders = 1_024

  /// What is remembered of one sender.
  struct Sender: Sendable, Hashable {
    /// When each nonce was made, and which run it came with.
    var entries: [TaskNonce: Entry] = [:]
    /// Everything made until then counts as seen.
    var floor: Timestamp?
  }

  /// What is remembered of one nonce.
  struct Entry: Sendable, Hashable {
    let run: RunID
    let created: Timestamp
  }

  /// What is remembered, by sender.
  var senders: [OrganizationID: Sender] = [:]
  private let limit: Int

  /// A ledger without entries.
  public init() { self.init(limit: Self.limit) }

  init(limit: Int) { self.limit = limit }

  /// How many nonces are remembered.
  public var count: Int { senders.values.reduce(0) { $0 + $1.entries.count } }

  /// Takes an input that was verified, for one run.
  ///
  /// The same input for the same run is taken again: a node that starts anew reads it a second time.
  /// Whether that run has ended, and must not start again, the ledger does not know: the journal does.
  /// - Parameters:
  ///   - header: the header of an input whose signature was verified
  ///   - run: the run that the server showed it with
  ///   - now: the present moment
  /// - Throws: `PolderError` `envelope-replayed`, `envelope-too-old`, `envelope-early`, `envelope-ledger-full`
  public mutating func admit(_ header: EnvelopeHeader, for run: RunID, now: Timestamp) throws(PolderError) {
    let object = "run \(run)"
    if let entry = senders[header.sender]?.entries[header.nonce] {
      guard entry.run == run else {
        throw PolderError(
          .envelopeReplayed, "This input came before, for run \(entry.run).", object: object,
          nextStep: "It is not run again. To repeat a task its sender creates a new one.")
      }
      return
    }
    guard header.created <= now + Self.tolerance else {
      throw PolderError(
        .envelopeEarly, "The input was made at \(header.created), which is still to come by the clock here.",
        object: object, nextStep: "Set the clocks of the sender and of this node.")
    }
    var sender = senders[header.sender] ?? Sender()
    let isForgotten = sender.floor.map { header.created <= $0 } ?? false
    guard header.created >= now - Self.window, !isForgotten else {
      throw PolderError(
        .envelopeTooOld, "The input was made at \(header.created); whether it came before is no longer known.",
        object: object, nextStep: "Ask its sender to create the task again.")
    }
    guard senders[header.sender] != nil || senders.count < Self.maximumSenders else {
      throw PolderError(
        .envelopeLedgerFull, "Inputs of 1,024 organizations are remembered; no further one can be.", object: object,
        nextStep: "Run a node of its own for each collaboration.")
    }
    sender.forget(before: now - Self.window, above: limit - 1)
    sender.entries[header.nonce] = Entry(run: run, created: header.created)
    senders[header.sender] = sender
  }
}

extension NonceLedger.Sender {
  /// Lets go of what is too old, and of the oldest above a number. The floor rises to the youngest of them.
  fileprivate mutating func forget(before moment: Timestamp, above limit: Int) {
    // All that is too old goes at once, and then one for each that comes: no input costs more than a look at each entry.
    for (nonce, entry) in entries where entry.created < moment { drop(nonce, entry) }
    while entries.count > limit, let oldest = entries.min(by: { $0.value.created < $1.value.created }) {
      drop(oldest.key, oldest.value)
    }
  }

  private mutating func drop(_ nonce: TaskNonce, _ entry: NonceLedger.Entry) {
    entries[nonce] = nil
    floor = floor.map { max($0, entry.created) } ?? entry.created
  }
}
