import Foundation
import PolderClient
import PolderCore
import PolderTesting
import PolderTransport
import Synchronization
import Testing

@Suite("Live: large inputs and results", .timeLimit(.minutes(10)))
struct LiveLargeDataTests {
  /// More than two of the pieces in which clients send.
  static let text = String(repeating: "grote invoer ✓ ", count: 150_000)

  static func with(_ body: (LiveStage) async throws -> Void) async throws {
    var plan = LiveStage.Plan()
    plan.features = [.largeData]
    try await LiveStage.with(plan, body)
  }

  @Test("They pass beside the database where the server keeps them so, and through it where not")
  func passes() async throws {
    try await Self.with { stage in
      let isBeside = try await stage.keepsBlobs
      if !LiveTarget.isNamed { #expect(isBeside) }
      let input = AlgorithmInput(method: "echo", named: ["text": .string(Self.text)])
      let task = try await stage.task("large", input: input)
      var stored: Set<String> = []
      for site in [0, 1] {
        let node = try await stage.node(site)
        let run = try await node.run(of: task.id)
        #expect(run.blobStorageUsed == isBeside)
        stored.insert(run.input ?? "")
        let asked = try await node.answer(task.id, #""\#(Self.text)\#(site)""#)
        #expect(try JSONValue(parsing: asked) == input.json)
      }
      #expect(stored.count == (isBeside ? 2 : 1), "each organization has an upload of its own")
      let results = try await stage.admin.waitForResults(of: task.id)
      #expect(results.allSatisfy { $0.isInBlob == isBeside })
      #expect(try Set(results.map { try $0.decode(String.self) }) == [Self.text + "0", Self.text + "1"])
      let runs = try await stage.admin.run.fromTask(task.id)
      #expect(try runs.map { try JSONValue(parsing: Array(($0.input ?? "").utf8)) } == [input.json, input.json])
    }
  }

  @Test("A result is written to a file, told how far it is, and leaves another file alone")
  func downloads() async throws {
    try await Self.with { stage in
      let task = try await stage.task("large", at: [0])
      try await stage.node(0).answer(task.id, #""\#(Self.text)""#)
      let run = try #require(try await stage.admin.result.fromTask(task.id).first?.run)
      try await TestFolder.with { folder in
        let file = folder.path + "/result.json"
        let told = Mutex<[Int]>([])
        try await stage.admin.result.download(of: run, to: file) { progress in
          told.withLock { $0.append(progress.bytes) }
        }
        #expect(folder.text("result.json") == #""\#(Self.text)""#)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        if try await stage.keepsBlobs {
          let steps = told.withLock { $0 }
          #expect(steps.count > 1 && steps == steps.sorted())
        }
        let error = await #expect(throws: PolderError.self) {
          try await stage.admin.result.download(of: run, to: file)
        }
        #expect(error?.code == "client-file-exists")
        #expect(folder.names(in: ".") == ["result.json"], "nothing half-written is left")
      }
    }
  }

  @Test("An input is read from a file, piece by piece")
  func uploadsFiles() async throws {
    try await Self.with { stage in
      try await TestFolder.with { folder in
        let content = #"{"method": "echo", "kwargs": {"text": "\#(Self.text)"}}"#
        let file = try folder.write(content, to: "input.json")
        let task = try await stage.admin.task.create(
          organizations: [stage.organizations[1]], name: stage.name("from a file"), image: LiveStage.image,
          description: "", input: try InputSource.file(file))
        let asked = try await stage.node(1).answer(task.id, "1")
        #expect(String(decoding: asked, as: UTF8.self) == content)
      }
    }
  }
}
