import Foundation
import Glibc
import Testing

/// The folder of one run, removed with the object.
final class RunFolder: Sendable {
  let path: String

  /// Writes a spec with the command and further lines `key=value`, which are escaped here.
  init(command: [String] = [], _ lines: [(String, String)] = []) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "polder-shim-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard !command.isEmpty else { return }
    var all = command.map { ("argument", $0) } + [("environment", "PATH=/usr/bin:/bin")] + lines
    if !lines.contains(where: { $0.0 == "cgroup" }) { all.append(("cgroup", "never")) }
    if !lines.contains(where: { $0.0 == "wall-seconds" }) { all.append(("wall-seconds", "60")) }
    let text = all.map { "\($0.0)=\(Self.escaped($0.1))\n" }.joined()
    try write("spec", "polder-run 1\n\(text)end\n")
  }

  convenience init(shell script: String, _ lines: [(String, String)] = []) throws {
    try self.init(command: ["sh", "-c", script], lines)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func remove() throws { try FileManager.default.removeItem(atPath: path) }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  var log: String { text("log") }

  /// The lines of the state, if it is whole.
  var state: [String: String] {
    let lines = text("state").split(separator: "\n")
    guard lines.first == "polder-state 1", lines.last == "end" else { return [:] }
    let pairs = lines.dropFirst().dropLast().map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(
      pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") }, uniquingKeysWith: { first, _ in first })
  }

  /// Runs to the end; the exit code of the supervisor.
  @discardableResult
  func run() async throws -> ShimProgram.Ended {
    try await ShimProgram.run(["run", path])
  }

  /// Returns as soon as the command runs.
  func start() async throws {
    let ended = try await ShimProgram.run(["run", "--background", path])
    try #require(ended.code == 0, "\(ended.errors)")
  }

  /// Waits until the lock is free, which proves that the supervisor is gone.
  func ended() async throws {
    let path = path
    try await onThread {
      let file = open("\(path)/lock", O_RDWR | O_CLOEXEC)
      #expect(file >= 0)
      #expect(flock(file, LOCK_EX) == 0)
      close(file)
    }
  }

  var isLocked: Bool {
    let file = open("\(path)/lock", O_RDWR | O_CLOEXEC)
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) != 0
  }

  func pid(_ key: String) throws -> Int32 {
    let text = try #require(state[key])
    return try #require(Int32(text))
  }

  /// Waits until somebody has written to a named pipe.
  func awaitWriter(_ name: String) async throws {
    let path = "\(path)/\(name)"
    try await onThread {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      defer { close(file) }
      var byte: UInt8 = 0
      #expect(read(file, &byte, 1) == 1)
    }
  }

  /// Whether the process whose pid stands in a file lives; the dead whom nobody has waited for do not.
  func isAlive(_ name: String) throws -> Bool {
    let pid = try #require(Int32(text(name).trimmingCharacters(in: .whitespacesAndNewlines)))
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !stat[try #require(stat.lastIndex(of: ")"))...].hasPrefix(") Z")
  }
}
