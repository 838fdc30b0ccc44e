import Glibc
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder in which node and supervisor of one run meet.
struct ShimFolder: Sendable {
  let path: String

  /// What the lock and the state say together.
  enum Standing: Sendable {
    /// The command was never started.
    case neverStarted
    /// The supervisor lives.
    case running
    /// The supervisor died before the end was written.
    case orphaned
    /// The run is over.
    case exited(ShimState)
  }

  func writeSpec(_ spec: ShimText) throws { try Self.writeDurably(spec.text, to: path + "/spec") }

  func state() throws -> ShimState? {
    guard let data = FileManager.default.contents(atPath: path + "/state") else { return nil }
    guard let state = ShimState(String(decoding: data, as: UTF8.self)) else {
      throw PolderError(
        "node-run-state", "The state of a run can not be understood.", object: path + "/state",
        nextStep: "Look for a full or failing disk.")
    }
    return state
  }

  func standing() throws -> Standing {
    // The lock first: a supervisor that ends meanwhile has then written its state.
    let isAlive = try isLocked()
    guard let state = try state() else { return isAlive ? .running : .neverStarted }
    if state.phase == .exited { return .exited(state) }
    return isAlive ? .running : .orphaned
  }

  /// Whether a supervisor holds the lock.
  func isLocked() throws -> Bool {
    let descriptor = open(path + "/lock", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw PolderError("node-run-lock", "The lock of a run can not be opened (error \(errno)).", object: path)
    }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return false }
    if errno == EWOULDBLOCK { return true }
    throw PolderError("node-run-lock", "The lock of a run can not be tried (error \(errno)).", object: path)
  }

  /// Asks the supervisor to end the run.
  func requestKill() throws { try Self.writeDurably("", to: path + "/kill") }

  /// Waits until the run is over or its supervisor is dead.
  func ended() async throws -> Standing {
    let watch = try FolderWatch(path)
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in watch.changes { wake.yield() } }
      // A supervisor killed by force writes nothing: its lock tells, looked at once a second.
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(1))
          wake.yield()
        }
      }
      defer { group.cancelAll() }
      var iterator = wakes.makeAsyncIterator()
      while true {
        let standing = try standing()
        guard case .running = standing else { return standing }
        guard await iterator.next() != nil else { throw CancellationError() }
      }
    }
  }

  /// The last bytes of what the run printed.
  func log(atMost limit: Int) -> String {
    guard let handle = FileManager.default.contents(atPath: path + "/log") else { return "" }
    return String(decoding: handle.suffix(limit), as: UTF8.self)
  }

  /// Written to a second name, on disk, then renamed: a reader sees all of it or nothing.
  static func writeDurably(_ text: String, to file: String) throws {
    let temporary = file + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw writeFailure(file, errno) }
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw writeFailure(file, errno) }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(descriptor) == 0, rename(temporary, file) == 0 else { throw writeFailure(file, errno) }
  }

  private static func writeFailure(_ file: String, _ number: Int32) -> PolderError {
    PolderError(
      "node-write", "A file could not be written (error \(number)).", object: file,
      nextStep: "Check room and rights on the disk.")
  }
}
