import Foundation
import PolderCore
import PolderCrypto
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("the turns in which inputs are opened", .timeLimit(.minutes(10)))
struct InputTurnTests {
  private let world: PayloadWorld

  init() throws { world = try PayloadWorld() }

  @Test("of many inputs so many are opened at the same time, and all in the end")
  func bounded() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal, limits: PayloadLimits(openings: 3))
    let blobs = try (0..<12).map { _ in try world.blob(UnencryptedSealer()) }
    world.server.update { $0.holdsDownloads = true }
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for (number, blob) in blobs.enumerated() {
        group.addTask { try await payloads.open(blob, of: .sample(run: Int64(number + 1))).bytes }
      }
      try await world.server.until { $0.downloads == 3 }
      world.server.update { $0.holdsDownloads = false }
      for try await bytes in group { #expect(bytes == PayloadWorld.plaintext) }
    }
    #expect(world.server.state.withLock { $0.mostDownloads } == 3)
    try journal.close()
  }

  @Test("an input for which there is no room in memory is asked for in its turn")
  func askedFor() async throws {
    let journal = try await world.journal()
    let room = BodyBudget(bytes: 10)
    let text = Base64.encode(PayloadWorld.plaintext)
    let run = StandInServer.Run(task: 3, image: "mean", input: text, databases: [])
    world.server.update {
      $0.answers["GET /run/7"] = StandInServer.answer(200, FakeWire.run(7, run, createdAt: "\(noon)"))
    }
    let opened = try await world.payloads(nil, journal).open(FoundInput(text, within: room), of: .sample())
    #expect(opened.bytes == PayloadWorld.plaintext)
    #expect(world.server.count("GET /run/7") == 1)
    try journal.close()
  }

  @Test("the room goes back once an input was opened, or is not needed any more")
  func room() {
    let room = BodyBudget(bytes: 10)
    let first = FoundInput("12345678", within: room)
    #expect(FoundInput("123", within: room).text == nil)
    #expect(first.text == "12345678")
    first.release()
    #expect(first.text == nil)
    do { _ = FoundInput("12345678", within: room) }
    #expect(room.take(10))
  }

  @Test("who does not wait any more for a turn gets none, and keeps nobody from it")
  func cancelled() async throws {
    let turns = Turns(1)
    let (ends, end) = AsyncStream<Void>.makeStream()
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let first = Task {
      try await turns.take {
        begin.yield()
        for await _ in ends {}
      }
    }
    for await _ in begins { break }
    let second = Task { try await turns.take {} }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    let third = Task { try await turns.take { 3 } }
    end.finish()
    try await first.value
    #expect(try await third.value == 3)
  }

  @Test("a large input waits in its file whether it came as a text or as a blob", arguments: [true, false])
  func spooled(isBlob: Bool) async throws {
    let journal = try await world.journal()
    let large = [UInt8](repeating: 0x31, count: 100_000)
    let payloads = world.payloads(nil, journal)
    let input = isBlob ? try world.blob(UnencryptedSealer(), large) : Base64.encode(large)
    let opened = try await payloads.open(input, of: .sample())
    let path = try #require(opened.spool).path
    #expect(opened.bytes.isEmpty)
    let isSame = try RunFile.read(path, limit: .max) == large
    #expect(isSame)
    // As at the start of the next process of the node.
    NodeFolders(root: world.data).removeSpooledInputs()
    #expect(!FileManager.default.fileExists(atPath: path))
    try journal.close()
  }
}
