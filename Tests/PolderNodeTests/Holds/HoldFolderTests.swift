import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("the folder of runs that wait")
struct HoldFolderTests {
  private let place: TemporaryFolder
  private let folder: HoldFolder

  init() throws {
    place = try TemporaryFolder()
    folder = HoldFolder(dataFolder: place.path)
  }

  private func binding(
    _ run: Int64 = 7, digest: String? = "sha256:a", input: String = "i", databases: [String] = ["lung"]
  ) -> HoldBinding {
    HoldBinding(
      .sample(run: run), ResolvedImage(name: "mean", digest: digest, reference: "mean@x"), input: Array(input.utf8),
      of: .sample(databases: databases))
  }

  private func record(
    _ binding: HoldBinding, shows: Bool = false, input: RunInput? = nil, at moment: Timestamp = noon
  ) -> HoldRecord {
    HoldRecord(
      .sample(run: binding.run.rawValue, databases: ["lung"]), binding,
      input ?? RunInput(method: "average", positional: 1, arguments: ["column": "age"]),
      rule: PolicyPlace("policies.hold", line: 3), showsArguments: shows, at: moment)
  }

  private func decide(_ run: Int64, _ isApproved: Bool, _ reason: String? = nil) throws -> HeldRun {
    try folder.decide(RunID(run), isApproved: isApproved, reason: reason, steward: "ward", at: noon)
  }

  @Test("a run that waits is told with what it asks for, its values only on request")
  func tells() throws {
    _ = try folder.hold(record(binding()))
    let held = try #require(try folder.runs().first)
    #expect(held.state == "waits" && held.json["method"] == "average" && held.json["arguments"] == ["column"])
    #expect(held.json["databases"] == ["lung"] && held.json["positional_arguments"] == 1)
    #expect(held.json["values"] == nil && held.json["rule"] == "policies.hold, line 3")
    let text = try String(contentsOfFile: folder.path + "/run-7.json", encoding: .utf8)
    #expect(!text.contains("\"age\""))
    _ = try folder.hold(record(binding(8), shows: true))
    #expect(try folder.run(RunID(8))?.json["values"] == ["column": "age"])
  }

  @Test("files are for their owner alone, and nothing half is there")
  func privacy() throws {
    _ = try folder.hold(record(binding()))
    _ = try decide(7, true)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["decision-7.json", "run-7.json"])
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test("a decision counts for exactly what was shown")
  func bound() throws {
    _ = try folder.hold(record(binding()))
    _ = try decide(7, true, "fine")
    #expect(try folder.decision(about: binding())?.isApproved == true)
    #expect(try folder.decision(about: binding(digest: "sha256:b")) == nil)
    #expect(try folder.decision(about: binding(digest: nil)) == nil)
    #expect(try folder.decision(about: binding(input: "other")) == nil)
    #expect(try folder.decision(about: binding(databases: ["lung", "names"])) == nil)
    let other = HoldBinding(
      .sample(run: 7, createdAt: noon + .seconds(1)),
      ResolvedImage(name: "mean", digest: "sha256:a", reference: "mean@x"),
      input: Array("i".utf8), of: .sample())
    #expect(try folder.decision(about: other) == nil)
    let elsewhere = HoldBinding(
      .sample(run: 7, server: "http://b/api"), ResolvedImage(name: "mean", digest: "sha256:a", reference: "mean@x"),
      input: Array("i".utf8), of: .sample())
    #expect(try folder.decision(about: elsewhere) == nil)
  }

  @Test("a decision counts for who asked and for what of a database, a query for instance")
  func boundToQuestion() throws {
    let shown = Self.asking()
    _ = try folder.hold(record(shown))
    _ = try decide(7, true)
    #expect(try folder.decision(about: Self.asking())?.isApproved == true)
    #expect(try folder.run(RunID(7))?.record.databases == [#"lung {"query":"SELECT 1"}"#])
    for other in [
      Self.asking(query: "SELECT * FROM names"), Self.asking(query: nil), Self.asking(user: 12),
      Self.asking(organization: 5),
    ] { #expect(try folder.decision(about: other) == nil) }
  }

  private static func asking(
    query: String? = "SELECT 1", user: Int64 = 11, organization: Int64 = 4
  ) -> HoldBinding {
    let parameters = query.map { #"{"query":"\#($0)"}"# } ?? "{}"
    let assignment = RunAssignment(
      run: RunID(7), task: TaskID(3), collaboration: CollaborationID(1), organization: OrganizationID(2), image: "mean",
      databases: [Wire.TaskDatabase(label: "lung", parameters: parameters)], user: UserID(user),
      initiator: OrganizationID(organization), taskCreatedAt: noon)
    return HoldBinding(
      .sample(), ResolvedImage(name: "mean", digest: nil, reference: "mean"), input: [0x31], of: assignment)
  }

  @Test("what waits anew with another image or input needs another word")
  func changed() throws {
    _ = try folder.hold(record(binding()))
    _ = try decide(7, true)
    _ = try folder.hold(record(binding(digest: "sha256:b")))
    #expect(try folder.run(RunID(7))?.decision == nil)
    #expect(try decide(7, false, "no").decision?.isApproved == false)
  }

  @Test("a run that goes on waiting keeps its moment and its decision")
  func kept() throws {
    _ = try folder.hold(record(binding()))
    _ = try decide(7, true)
    let again = try folder.hold(record(binding(), at: noon + .seconds(60)))
    #expect(again.heldAt == noon)
    #expect(try folder.run(RunID(7))?.decision?.isApproved == true)
  }

  @Test("what does not wait, or is decided, can not be decided")
  func wrong() throws {
    #expect(throws: PolderError.self) { try decide(7, true) }
    _ = try folder.hold(record(binding()))
    _ = try decide(7, true)
    do {
      _ = try decide(7, false)
      Issue.record("decided twice")
    } catch let error as PolderError {
      #expect(error.code == .nodeRunDecided)
    }
    folder.remove(RunID(7))
    #expect(try folder.runs().isEmpty)
  }

  @Test("a file that somebody damaged is told by its name, and replaced by the node")
  func damaged() throws {
    _ = try folder.hold(record(binding()))
    try "{".write(toFile: folder.path + "/run-7.json", atomically: false, encoding: .utf8)
    do {
      _ = try folder.runs()
      Issue.record("read")
    } catch let error as PolderError {
      #expect(error.code == .nodeFolderUnusable && error.object?.hasSuffix("run-7.json") == true)
    }
    _ = try folder.hold(record(binding()))
    #expect(try folder.runs().count == 1)
  }

  @Test("the oldest come first; a reason has an end")
  func order() throws {
    _ = try folder.hold(record(binding(8), at: noon))
    _ = try folder.hold(record(binding(7), at: noon + .seconds(1)))
    #expect(try folder.runs().map(\.record.binding.run.rawValue) == [8, 7])
    let decision = try decide(7, false, String(repeating: "x", count: 5_000)).decision
    #expect(decision?.reason?.count == HoldDecision.longestReason)
  }

  @Test("a file's hash is that of its bytes")
  func hash() throws {
    let bytes = [UInt8](repeating: 65, count: 3 << 20)
    try Data(bytes).write(to: URL(fileURLWithPath: place.path + "/input"))
    let image = ResolvedImage(name: "mean", digest: nil, reference: "mean")
    let whole = HoldBinding(.sample(), image, input: bytes, of: .sample())
    #expect(try HoldBinding.hash(path: place.path + "/input") == whole.inputSHA256)
    #expect(whole.inputSHA256.count == 64)
  }
}
