import PolderCore
import PolderCrypto
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where it is kept how tasks were sent: in a file that only its owner can read, safe for two processes at once, or
/// in memory.
final class SentTaskFile: Sendable {
  /// What is larger was not written here.
  private static let largest = 16 << 20

  private let path: String?
  /// What is kept without a file; with one it keeps the tasks of this process apart.
  private let inMemory = Mutex(SentTasks())

  /// A file, which need not be there yet; nil keeps everything in memory.
  init(_ path: String?) { self.path = path }

  /// How a task was sent; nil when that was not from here.
  subscript(task: TaskID) -> SentTask? {
    get throws(PolderError) {
      guard let path else { return inMemory.withLock { $0[task] } }
      return try Self.read(path)[task]
    }
  }

  /// Notes a task that is about to be sent, so that it is not lost with the server's answer.
  func begin(_ sent: SentTask) throws(PolderError) {
    try update { (tasks) throws(PolderError) in tasks.begin(sent) }
  }

  /// Forgets one that was not sent.
  func drop(_ sent: SentTask) throws(PolderError) {
    try update { (tasks) throws(PolderError) in tasks.drop(sent) }
  }

  /// Remembers a task that was sent.
  /// - Throws: `PolderError` `client-task-known`, `client-sent-tasks`
  func remember(_ task: TaskID, _ sent: SentTask) throws(PolderError) {
    try update { (tasks) throws(PolderError) in try tasks.remember(task, sent) }
  }

  /// Remembers a task by a genuine answer to it, where its number was lost on the way.
  /// - Returns: whether it is known now
  func adopt(_ task: TaskID, answer: EnvelopeHeader, object: String) throws(PolderError) -> Bool {
    // Most are known or from elsewhere: to read writes nothing then.
    let tasks = if let path { try Self.read(path) } else { inMemory.withLock { $0 } }
    guard tasks.knows(task, answer.nonce) else { return false }
    return try update { (tasks) throws(PolderError) in try tasks.adopt(task, answer: answer, object: object) }
  }

  private func update<Value: Sendable>(
    _ work: (inout SentTasks) throws(PolderError) -> Value
  ) throws(PolderError) -> Value {
    try inMemory.withLock { (kept) throws(PolderError) in
      guard let path else { return try work(&kept) }
      return try Self.locked(path) { () throws(PolderError) in
        let before = try Self.read(path)
        var tasks = before
        let value = try work(&tasks)
        if tasks != before { try Self.write(tasks, path) }
        return value
      }
    }
  }

  private static func write(_ tasks: SentTasks, _ path: String) throws(PolderError) {
    let bytes: [UInt8]
    do { bytes = try JSONValueEncoder.bytes(of: tasks) } catch { throw unusable(path, error) }
    let file = try PartialFile(path, replacing: true)
    try file.write(bytes)
    try file.finish()
  }

  private static func read(_ path: String) throws(PolderError) -> SentTasks {
    guard access(path, F_OK) == 0 else { return SentTasks() }
    let file = try SourceFile(path)
    var bytes: [UInt8] = []
    while bytes.count <= largest, let piece = try file.next(64 << 10) { bytes += piece }
    do {
      return try JSONValueDecoder.decode(
        SentTasks.self, from: try JSONValue(parsing: bytes, limits: .init(bytes: largest, depth: 8)))
    } catch {
      throw unusable(path, error)
    }
  }

  /// Works while no other process does.
  private static func locked<Value>(
    _ path: String, _ work: () throws(PolderError) -> Value
  ) throws(PolderError) -> Value {
    let lock: FileLock
    do {
      lock = try FileLock(path + ".lock")
    } catch {
      throw error.said("The lock can not be taken", path + ".lock")
    }
    defer { lock.release() }
    return try work()
  }

  private static func unusable(_ path: String, _ cause: any Error) -> PolderError {
    PolderError(
      "client-sent-tasks", "The record of sent tasks can not be used.", object: path,
      nextStep: "Move it away: results of tasks sent before can then not be tied to their tasks.", cause: cause)
  }
}
