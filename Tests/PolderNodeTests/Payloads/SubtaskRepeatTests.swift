import Foundation
import PolderCore
import PolderCrypto
import PolderSQL
import PolderSQLite
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("requests for subtasks that are made again")
struct SubtaskRepeatTests {
  private static let large = Base64.encode([UInt8](repeating: 0x31, count: 200_000))

  /// The bodies that the server was sent, in their order.
  private func bodies(_ world: SubtaskWorld) -> [[UInt8]] {
    world.base.server.state.withLock { state in
      state.calls.filter { $0.method == .post && $0.path == "/task" }.compactMap(\.body)
    }
  }

  private func files(_ world: SubtaskWorld) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: world.base.data).filter { $0.hasPrefix("request-") }
  }

  private func rows(_ journal: NodeJournal) async throws -> Int? {
    try await journal.database.read { try $0.first("SELECT count(*) FROM sent_request") { try $0.int(0) } }
  }

  @Test("one with the same key is sent as it was, also by a later process of the node", arguments: [true, false])
  func repeated(envelopes: Bool) async throws {
    let world = try await SubtaskWorld(envelopes: envelopes)
    let first = try await world.makeTask(key: "k").inputs
    #expect(try await world.makeTask(key: "k").answer.status == 201)
    let later = try await world.restarted()
    #expect(try await later.makeTask(key: "k").answer.status == 201)
    let sent = bodies(world)
    #expect(sent.count == 3 && Set(sent).count == 1)
    // What comes back is held against what was sent.
    let remembered = try await later.journal.subtask(SubtaskWorld.task, of: RunID(7), at: "http://a/api")
    let nonce = envelopes ? try world.nonce(first[4]) : nil
    #expect(remembered?.recipients[PayloadWorld.sender]?.nonce == nonce)
    #expect(remembered?.recipients.count == 2)
    try later.journal.close()
  }

  @Test("it is written down before it is sent: a server that took it without an answer gets the same again")
  func unanswered() async throws {
    let world = try await SubtaskWorld()
    world.base.server.update { $0.answers["POST /task"] = StandInServer.answer(503, ["msg": "later"]) }
    #expect(try await world.makeTask(key: "k").answer.status == 503)
    let later = try await world.restarted()
    #expect(try await later.makeTask(key: "k").answer.status == 201)
    #expect(Set(bodies(world)).count == 1)
    try later.journal.close()
  }

  @Test("another key, another request under the same key, and no key at all are sealed anew")
  func anew() async throws {
    let world = try await SubtaskWorld()
    try await world.makeTask(key: "k")
    try await world.makeTask(key: "l")
    try await world.makeTask([4], key: "k")
    try await world.makeTask()
    try await world.makeTask()
    try await world.makeTask(key: "k")
    let sent = bodies(world)
    #expect(sent.count == 6 && Set(sent).count == 5)
    #expect(sent.first == sent.last)
    try world.journal.close()
  }

  @Test("the same request twice at the same time is sealed once", arguments: [nil, Self.large])
  func together(input: String?) async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let inputs: [Int64: String] = input.map { [4: $0] } ?? [:]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 { group.addTask { try await world.makeTask(inputs: inputs, key: "k") } }
      try await group.waitForAll()
    }
    #expect(bodies(world).count == 6 && Set(bodies(world)).count == 1)
    #expect(try files(world).count == (input == nil ? 0 : 1))
    try world.journal.close()
  }

  @Test("a large one is kept in a file; where that is gone it is sealed anew")
  func largeOne() async throws {
    let world = try await SubtaskWorld()
    try await world.makeTask(inputs: [4: Self.large], key: "k")
    let later = try await world.restarted()
    try await later.makeTask(inputs: [4: Self.large], key: "k")
    #expect(Set(bodies(world)).count == 1)
    let name = try #require(try files(world).first)
    let size = try await later.journal.database.read {
      try $0.first("SELECT coalesce(length(body), 0) FROM sent_request") { try $0.int(0) }
    }
    #expect(size == 0)
    try FileManager.default.removeItem(atPath: world.base.data + "/" + name)
    #expect(try await later.makeTask(inputs: [4: Self.large], key: "k").answer.status == 201)
    #expect(Set(bodies(world)).count == 2)
    try later.journal.close()
  }

  @Test("where it can not be written down nothing is sent")
  func noRoom() async throws {
    let world = try await SubtaskWorld()
    try await world.journal.database.write { _ = try $0.execute("DROP TABLE sent_request") }
    #expect(try await world.makeTask(key: "k").answer.status == 502)
    #expect(bodies(world).isEmpty)
    try world.journal.close()
  }

  @Test("what was kept for a run goes with its report, and that of other runs stays")
  func reported() async throws {
    let world = try await SubtaskWorld()
    try await world.makeTask(key: "k")
    let run = RunKey.sample()
    let kept = KeptRequest(body: [1], file: nil, size: 1, sent: SentSubtask(recipients: [:]))
    _ = try await world.journal.keep(kept, as: "m", of: .sample(run: 8), inPlaceOf: nil, now: noon)
    try await world.journal.record(.accepted, of: .sample(), run)
    #expect(try await rows(world.journal) == 2)
    try await world.journal.record(.refused(reason: "x"), of: .sample(), run)
    #expect(try await rows(world.journal) == 1)
    #expect(try await world.journal.request("m", of: .sample(run: 8)) == kept)
    try world.journal.close()
  }

  @Test("of many requests, or large ones, the oldest are forgotten, with their files")
  func bounded() async throws {
    let world = try await SubtaskWorld()
    func keep(_ number: Int, size: Int, of run: Int64) async throws -> [String] {
      let request = KeptRequest(
        body: nil, file: "f\(number)", size: size, sent: SentSubtask(recipients: [:]))
      return try await world.journal.keep(request, as: "m\(number)", of: .sample(run: run), inPlaceOf: nil, now: noon)
        .gone
    }
    var gone: [String] = []
    for number in 0..<70 { gone += try await keep(number, size: 1, of: 7) }
    #expect(gone == (0..<6).map { "f\($0)" })
    #expect(try await keep(0, size: 100 << 20, of: 8) == [])
    #expect(try await keep(1, size: 100 << 20, of: 8) == [])
    #expect(try await keep(2, size: 100 << 20, of: 8) == ["f0"])
    #expect(try await keep(3, size: 300 << 20, of: 8) == ["f2", "f1"])
    #expect(try await world.journal.request("m3", of: .sample(run: 8))?.file == "f3")
    try world.journal.close()
  }
}
