import Foundation
import PolderCore
import PolderCrypto
import Testing

@testable import PolderNode

@Suite("what leaves a node at the end of a run")
struct OutputJudgeTests {
  private let place: TemporaryFolder
  private let folders: RunFolders

  init() throws {
    place = try TemporaryFolder()
    folders = NodeFolders(root: place.path).run(7)
    try folders.make(input: [], token: "")
  }

  private func judge(
    _ policy: DisclosurePolicy = DisclosurePolicy(), outputLimit: Int = 1 << 20, sharesLogs: Bool = true
  ) -> OutputJudge {
    var configuration = NodeConfiguration(
      apiKey: goodKey, serverURL: "http://localhost", port: 1, dataFolder: place.path, disclosure: policy)
    configuration.outputLimit = outputLimit
    configuration.sharesLogs = sharesLogs
    return OutputJudge(configuration)
  }

  private func declare(_ entries: [DisclosureDeclaration.Entry]) throws {
    try Data(DisclosureDeclaration(entries).json.bytes).write(to: URL(filePath: folders.declaration))
  }

  private func report(_ judge: OutputJudge, _ exit: RuntimeExit = .success(), warnings: [String] = []) throws
    -> RunReport
  {
    try judge.report(exit, folders, warnings: warnings, at: noon)
  }

  @Test("a declared result leaves, and the last line of the log says what and why")
  func declared() throws {
    try place.write(#"{"count": 12, "mean": 3.5}"#, to: "task-000000007/output")
    try declare([.init("/count", .count), .init("/mean", .statistic(rows: .count(at: "/count")))])
    let report = try report(judge(), .success(printing: "working\n"))
    #expect(report.status == .completed)
    #expect(report.result == Array(#"{"count":12,"mean":3.5}"#.utf8))
    #expect(report.notice?.fields == 2)
    #expect(report.log.hasPrefix("working\n"))
    let last = try #require(report.log.split(separator: "\n").last)
    #expect(ReleaseNotice(line: last) == report.notice)
    #expect(report.notice?.lines.contains("minimum_rows: 5") == true)
  }

  @Test("what can not be read at the moment is judged later; what is no result is none at once")
  func notNow() async throws {
    try place.write("[1]", to: "task-000000007/output")
    var configuration = NodeConfiguration(apiKey: goodKey, serverURL: "http://localhost", port: 1, dataFolder: "/x")
    configuration.outputLimit = 1 << 20
    for (number, isPassing) in [(EMFILE, true), (ENFILE, true), (ENOMEM, true), (EACCES, false), (EIO, false)] {
      let judge = OutputJudge(configuration) { path, _ in throw RunFile.refusal(path, FileProblem(number: number)) }
      let error = await failure { try report(judge) }
      #expect(error?.code == (isPassing ? .nodeFolderUnusable : nil))
      guard !isPassing else { continue }
      #expect(try report(judge).status == .failed)
    }
  }

  @Test("a large result that nobody looks into leaves from its file, unread")
  func large() throws {
    let bytes = [UInt8](repeating: 7, count: 3 << 20)
    try Data(bytes).write(to: URL(filePath: folders.output))
    let report = try report(judge(outputLimit: 4 << 20))
    #expect(report.status == .completed)
    #expect(report.result == nil)
    #expect(report.file == ResultFile(path: folders.output, count: bytes.count))
    #expect(report.notice == ReleaseNotice(bytes: bytes.count, fields: nil, lines: ["undeclared: pass"]))
    #expect(try self.report(judge(outputLimit: 2 << 20)).status == .failed)
    let strict = try self.report(judge(DisclosurePolicy(undeclared: .refuse), outputLimit: 4 << 20))
    #expect(strict.status == .failed && !strict.hasResult)
  }

  @Test("numbers on too few rows stay; the log names the rule and no value")
  func tooFew() throws {
    try place.write(#"{"count": 3, "mean": 78125.5}"#, to: "task-000000007/output")
    try declare([.init("/count", .count), .init("/mean", .statistic(rows: .count(at: "/count")))])
    let report = try report(judge())
    #expect(report.status == .failed)
    #expect(report.result == nil && report.notice == nil)
    #expect(report.log.contains("minimum_rows: 5"))
    #expect(!report.log.contains("78125"))
  }

  @Test("numbers that need a line of the configuration stay without it, and the log gives the line")
  func namedLine() throws {
    try place.write(#"{"sums": [1.5, 2.5]}"#, to: "task-000000007/output")
    try declare([.init("/sums", .coxRiskSets)])
    let refused = try report(judge())
    #expect(refused.status == .failed && refused.result == nil)
    #expect(refused.log.contains("disclosure: {allow: [cox-risk-sets]}"))
    let allowed = try report(judge(DisclosurePolicy(allow: ["cox-risk-sets"])))
    #expect(allowed.status == .completed)
    #expect(allowed.notice?.lines.contains("allow: cox-risk-sets") == true)
  }

  @Test("a program that declares nothing passes or not as the steward says")
  func undeclared() throws {
    try place.write("any text", to: "task-000000007/output")
    let passed = try report(judge())
    #expect(passed.status == .completed && passed.result == Array("any text".utf8))
    #expect(passed.notice == ReleaseNotice(bytes: 8, fields: nil, lines: ["undeclared: pass"]))
    let refused = try report(judge(DisclosurePolicy(undeclared: .refuse)))
    #expect(refused.status == .failed && refused.result == nil)
    #expect(refused.log.contains("undeclared: refuse"))
  }

  @Test("an output that is not UTF-8 arrives byte by byte")
  func binary() throws {
    try Data([0xFF, 0xFE, 0x00, 0x80]).write(to: URL(filePath: folders.output))
    #expect(try report(judge()).result == [0xFF, 0xFE, 0x00, 0x80])
  }

  @Test("a declared output that is not JSON is refused")
  func declaredBinary() throws {
    try Data([0xFF, 0xFE]).write(to: URL(filePath: folders.output))
    try declare([.init(.root, .count)])
    #expect(try report(judge()).status == .failed)
  }

  @Test("an empty or missing output completes, as in the contract")
  func empty() throws {
    #expect(try report(judge()).result == [])
    try FileManager.default.removeItem(atPath: folders.output)
    #expect(try report(judge()).status == .completed)
  }

  @Test("an output over the limit stays, and the log names the limit")
  func tooLarge() throws {
    try place.write("123456789", to: "task-000000007/output")
    let report = try report(judge(outputLimit: 8))
    #expect(report.status == .failed && report.result == nil)
    #expect(report.log.contains("9 bytes") && report.log.contains("runtime.limits.output_mb"))
  }

  @Test("an output that is a link to a patient's file stays")
  func link() throws {
    try place.write("patient 7", to: "lung.csv")
    try FileManager.default.removeItem(atPath: folders.output)
    try FileManager.default.createSymbolicLink(atPath: folders.output, withDestinationPath: place.path + "/lung.csv")
    let report = try report(judge())
    #expect(report.status == .failed && report.result == nil)
  }

  @Test(
    "how an algorithm ended badly is said with the limit it broke",
    arguments: [
      (RuntimeExit(cause: .exit, code: 3), RunStatus.crashed, "exit code 3"),
      (RuntimeExit(cause: .exit, signal: 11), .crashed, "signal 11"),
      (RuntimeExit(cause: .memory, signal: 9), .crashed, "runtime.limits.memory_mb: 4096"),
      (RuntimeExit(cause: .cpu, signal: 9), .crashed, "runtime.limits.cpu_seconds: 3600"),
      (RuntimeExit(cause: .processes, signal: 9), .crashed, "runtime.limits.processes: 256"),
      (RuntimeExit(cause: .wall, signal: 9), .crashed, "runtime.limits.wall_seconds: 86400"),
      (RuntimeExit(cause: .killed, signal: 9), .killed, "on request"),
      (RuntimeExit(cause: .startFailed, detail: "no such program"), .startFailed, "no such program"),
      (RuntimeExit(cause: .memory, code: 0), .crashed, "memory_mb"),
    ])
  func badly(_ exit: RuntimeExit, _ status: RunStatus, _ words: String) throws {
    try place.write("not to leave", to: "task-000000007/output")
    let report = try report(judge(), exit)
    #expect(report.status == status)
    #expect(report.result == nil)
    #expect(report.log.contains(words), "\(report.log)")
  }

  @Test("what is printed stays where logs are not shared; the node's own lines do not")
  func logs() throws {
    let exit = RuntimeExit(cause: .exit, code: 1, log: Array("age 61".utf8))
    let report = try report(judge(sharesLogs: false), exit, warnings: ["no database 'x'"])
    #expect(!report.log.contains("61"))
    #expect(report.log.contains("Node does not allow sharing algorithm logs"))
    #expect(report.log.contains("node > no database 'x'") && report.log.contains("exit code 1"))
  }

  @Test("printed bytes that are no text are replaced, what was dropped is counted")
  func oddLog() throws {
    let exit = RuntimeExit(cause: .exit, code: 0, log: [0x61, 0xFF, 0x00, 0x62], droppedLogBytes: 42)
    let report = try report(judge(), exit)
    #expect(report.log.contains("a\u{FFFD}\u{FFFD}b"))
    #expect(report.log.contains("at least 42 bytes before this"))
  }
}
