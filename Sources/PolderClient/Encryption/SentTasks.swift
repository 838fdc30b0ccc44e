import PolderCore
import PolderCrypto

/// How each task was sent, so that its results can be told from those of another: the last ten thousand, or fewer where
/// they went to many, and those whose number the server has not told.
struct SentTasks: Codable, Hashable {
  static let capacity = 10_000
  /// How many recipients all of them have at the most.
  static let recipients = 100_000
  /// How many may be pending.
  static let pendings = 100

  private struct Entry: Codable, Hashable {
    let task: TaskID
    let sent: SentTask
  }

  private var tasks: [Entry] = []
  private var pending: [SentTask] = []

  /// How a task was sent; nil when that was not from here.
  subscript(task: TaskID) -> SentTask? { tasks.last { $0.task == task }?.sent }

  /// Notes a task that is about to be sent. One without a nonce could not be told from others later.
  mutating func begin(_ sent: SentTask) {
    guard sent.nonce != nil else { return }
    pending.append(sent)
    if pending.count > Self.pendings { pending.removeFirst(pending.count - Self.pendings) }
  }

  /// Forgets one that was not sent.
  mutating func drop(_ sent: SentTask) { pending.removeAll { $0 == sent } }

  /// Remembers a task that was sent.
  /// - Throws: `PolderError` `client-task-known`: what is known of a task stays
  mutating func remember(
    _ task: TaskID, _ sent: SentTask, capacity: Int = Self.capacity
  ) throws(PolderError) {
    guard self[task] == nil else {
      throw PolderError(
        "client-task-known", "The server gave the new task the number of one that was sent before.",
        object: "task \(task)",
        nextStep: "Do not use results under that number. If the server was set up anew, or gives numbers of deleted "
          + "tasks again, begin with another file of pinned keys.")
    }
    drop(sent)
    tasks.append(Entry(task: task, sent: sent))
    var total = tasks.reduce(0) { $0 + $1.sent.recipients.count }
    var surplus = 0
    while surplus < tasks.count - 1, tasks.count - surplus > capacity || total > Self.recipients {
      total -= tasks[surplus].sent.recipients.count
      surplus += 1
    }
    tasks.removeFirst(surplus)
  }

  /// Whether an answer to a task could be held against what is known.
  func knows(_ task: TaskID, _ nonce: TaskNonce) -> Bool {
    self[task] != nil || pending.contains { $0.nonce == nonce }
  }

  /// Remembers a task by a genuine answer to it, where its number was lost on the way.
  /// - Returns: whether it is known now
  /// - Throws: `PolderError` `envelope-nonce`, `result-other-sender` when that is no answer to it
  mutating func adopt(_ task: TaskID, answer: EnvelopeHeader, object: String) throws(PolderError) -> Bool {
    let known = self[task]
    guard let sent = known ?? pending.first(where: { $0.nonce == answer.nonce }) else { return false }
    guard sent.nonce == answer.nonce else {
      throw PolderError(
        .envelopeNonce, "The envelope answers another task than the one that was sent.", object: object,
        nextStep: "Do not use it: the server exchanged or repeated a result. Fetch the result again.")
    }
    try sent.check(sender: answer.sender, key: answer.senderFingerprint, object: object)
    if known == nil { try remember(task, sent) }
    return true
  }
}
