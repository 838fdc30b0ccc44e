import Glibc
import PolderCore

/// The folder in which node and supervisor of one run meet.
struct ShimFolder: Sendable {
  let path: String

  /// Whether a run of this folder was ordered as a program under a supervisor.
  static func isThere(_ folder: String) -> Bool {
    ["spec", "state", "lock"].contains { access(folder + "/" + $0, F_OK) == 0 }
  }

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

  // Not durable: after a power loss nothing of the run is alive, and without a state it never began.
  func writeSpec(_ spec: ShimText) throws { try write(spec.text, to: "spec", isDurable: false) }

  /// The files by which programs in a sandbox find the addresses of names.
  static let (hostsName, lookupName) = ("hosts", "nsswitch.conf")

  /// Writes down the names of what a run reaches beside the proxy; nothing where there is nothing.
  func write(_ helpers: [HelperPort]) throws {
    guard !helpers.isEmpty else { return }
    try write(helpers.hostsText, to: Self.hostsName, isDurable: false)
    // Nobody else is to be asked: there is nobody.
    try write("hosts: files\n", to: Self.lookupName, isDurable: false)
  }

  func state() throws -> ShimState? {
    guard let bytes = try read("state", atMost: 1 << 20) else { return nil }
    guard let state = ShimState(String(decoding: bytes, as: UTF8.self)) else {
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
    // Opened for reading, so that looking does not count as a change of the folder.
    let descriptor = open(path + "/lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw PolderError("node-run-lock", "The lock of a run can not be opened (error \(errno)).", object: path)
    }
    defer { close(descriptor) }
    // Shared, so that those who look do not take each other for the supervisor.
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return false }
    if errno == EWOULDBLOCK { return true }
    throw PolderError("node-run-lock", "The lock of a run can not be tried (error \(errno)).", object: path)
  }

  /// Asks the supervisor to end the run; does nothing when the folder is gone.
  func requestKill() throws {
    let descriptor = open(path + "/kill", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw writeFailure("kill", errno)
    }
    close(descriptor)
  }

  /// The first bytes of what the run printed.
  func log(atMost limit: Int) throws -> [UInt8] { try read("log", atMost: limit) ?? [] }

  /// Written to a second name, then renamed: a reader sees all of it or nothing.
  func write(_ text: String, to name: String, isDurable: Bool) throws {
    let file = path + "/" + name
    let descriptor = open(file + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw writeFailure(name, errno) }
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw writeFailure(name, errno) }
      bytes = bytes.dropFirst(count)
    }
    guard !isDurable || fsync(descriptor) == 0, rename(file + ".new", file) == 0 else {
      throw writeFailure(name, errno)
    }
  }

  /// The first bytes of a file; nil when there is none.
  private func read(_ name: String, atMost limit: Int) throws -> [UInt8]? {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw readFailure(name, errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
      guard count >= 0 else { throw readFailure(name, errno) }
      if count == 0 { break }
      bytes.append(contentsOf: buffer.prefix(count))
    }
    return bytes
  }

  private func readFailure(_ name: String, _ number: Int32) -> PolderError {
    PolderError(
      "node-read", "A file could not be read (error \(number)).", object: path + "/" + name,
      nextStep: "Check rights and the health of the disk.")
  }

  private func writeFailure(_ name: String, _ number: Int32) -> PolderError {
    PolderError(
      "node-write", "A file could not be written (error \(number)).", object: path + "/" + name,
      nextStep: "Check room and rights on the disk.")
  }
}
