import Foundation
import PolderCore
import PolderCrypto
import Synchronization
import Testing

@testable import PolderNode

@Suite("the inputs that a node opens")
struct InputOpeningTests {
  private let world: PayloadWorld
  private let run = RunAssignment.sample()

  init() throws { world = try PayloadWorld() }

  @Test("without encryption base64 is read, as a text and as a blob, and nothing else")
  func plain() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal)
    let text = try await payloads.open(Base64.encode(PayloadWorld.plaintext), of: run)
    #expect(text.bytes == PayloadWorld.plaintext)
    #expect(text.terms == nil)
    let blob = try world.blob(UnencryptedSealer())
    #expect(try await payloads.open(blob, of: run).bytes == PayloadWorld.plaintext)
    for other in ["%%", try world.envelope(), try HybridText.seal([0x31], for: world.node.key.publicKey)] {
      #expect(await failure { try await payloads.open(other, of: run) }?.code == .nodeInputUnreadable)
    }
    try journal.close()
  }

  @Test("the old format is opened as a text and as a blob, and answered in the old format")
  func hybrid() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(), journal)
    let key = world.node.key.publicKey
    let inputs = [try HybridText.seal(PayloadWorld.plaintext, for: key), try world.blob(HybridSealer(for: key))]
    for input in inputs {
      let opened = try await payloads.open(input, of: run)
      #expect(opened.bytes == PayloadWorld.plaintext)
      #expect(opened.terms == ReplyTerms(.hybrid))
    }
    try journal.close()
  }

  @Test("an envelope is opened as a text and as a blob, and its nonce is kept for the answer")
  func envelope() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(), journal)
    let nonce = TaskNonce()
    let text = try await payloads.open(try world.envelope(nonce: nonce), of: run)
    #expect(text.bytes == PayloadWorld.plaintext)
    #expect(text.terms == ReplyTerms(.envelope, nonce: nonce))
    let sealer = try EnvelopeSealer(
      .input, from: world.client, to: [world.node.party], nonce: nonce, created: noon,
      context: RunPayloads.context(of: run))
    #expect(try await payloads.open(try world.blob(sealer), of: run).terms?.nonce == nonce)
    try journal.close()
  }

  @Test("under `compatible` the key of a sender who was never met is pinned; under `require` it has to be there")
  func firstMeeting() async throws {
    let journal = try await world.journal()
    let keys = try world.keys(pinned: false)
    _ = try await world.payloads(keys, journal).open(try world.envelope(), of: run)
    #expect(try keys.pins.pins[PayloadWorld.sender]?.key == world.client.key.publicKey)
    let strict = try world.keys(rule: .require, pinned: false)
    let error = await failure { try await world.payloads(strict, journal).open(try world.envelope(), of: run) }
    #expect(error?.code == .keyUnknown)
    // What the log of the refused run says.
    let words = error.map { RunDriver.words($0) } ?? ""
    #expect(words.contains("`polder node key pin FINGERPRINT --organization \(PayloadWorld.sender)`"))
    #expect(try strict.pins.pins.all.isEmpty)
    try journal.close()
  }

  @Test("an input that is too large for memory waits in a file, which its run takes over")
  func spooled() async throws {
    let journal = try await world.journal()
    let limits = PayloadLimits(inMemory: 10_000, input: 1 << 20)
    let payloads = world.payloads(try world.keys(), journal, limits: limits)
    let large = Array("[\(String(repeating: "1,", count: 100_000))1]".utf8)
    let opened = try await payloads.open(
      try world.blob(HybridSealer(for: world.node.key.publicKey), large), of: run)
    let path = try #require(opened.spool).path
    #expect(opened.bytes.isEmpty)
    let folders = NodeFolders(root: world.data).run(run.run.rawValue)
    try folders.make(input: opened, token: "token")
    #expect(FileManager.default.contents(atPath: folders.input).map(Array.init) == large)
    #expect(!FileManager.default.fileExists(atPath: path))
    let again = OpenedInput(bytes: [], terms: nil, spool: try folders.spoolKeptInput())
    try folders.make(input: again, token: "token")
    #expect(FileManager.default.contents(atPath: folders.input).map(Array.init) == large)
    try journal.close()
  }

  @Test("what another opening left is never taken for an input, and goes with the last who may need it")
  func leftover() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal, limits: PayloadLimits(inMemory: 10, input: 1 << 20))
    func open(_ text: String) async throws -> OpenedInput {
      try await payloads.open(Base64.encode(Array(text.utf8)), of: run)
    }
    // The same number for a task that was made anew.
    var first: OpenedInput? = try await open("[1,2,3,4,5,6,7]")
    let second = try await open("[7,6,5,4,3,2,1]")
    let folders = NodeFolders(root: world.data).run(run.run.rawValue)
    try folders.make(input: try #require(first), token: "token")
    let kept = try RunFile.read(folders.input, limit: 100)
    #expect(kept.map { String(decoding: $0, as: UTF8.self) } == "[1,2,3,4,5,6,7]")
    first = try await open("[0,0,0,0,0,0,0]")
    let path = try #require(first?.spool).path
    #expect(FileManager.default.fileExists(atPath: path))
    first = nil
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(FileManager.default.fileExists(atPath: try #require(second.spool).path))
    try journal.close()
  }

  @Test("an input above the bound is refused while it comes, and leaves nothing behind")
  func tooLarge() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal, limits: PayloadLimits(inMemory: 1_000, input: 5_000))
    let blob = try world.blob(UnencryptedSealer(), [UInt8](repeating: 0x20, count: 6_000))
    #expect(await failure { try await payloads.open(blob, of: run) }?.code == .nodeInputUnreadable)
    let left = try FileManager.default.contentsOfDirectory(atPath: world.data + "/runs")
    #expect(left.isEmpty)
    try journal.close()
  }

  @Test("what a server that is away does not give may be had later, and keeps no turn until then")
  func away() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal, limits: PayloadLimits(openings: 1))
    let blob = try world.blob(UnencryptedSealer())
    world.server.update { $0.failures = 1 }
    #expect(await failure { try await payloads.open(blob, of: run) }.map(RunPayloads.isPassing) == true)
    #expect(try await payloads.open(blob, of: run).bytes == PayloadWorld.plaintext)
    try journal.close()
  }

  @Test("a blob that the server does not give is told")
  func gone() async throws {
    let journal = try await world.journal()
    let error = await failure {
      try await world.payloads(nil, journal).open("123e4567-e89b-12d3-a456-426614174000", of: run)
    }
    #expect(error?.code == .nodeInputUnreadable)
    #expect(error?.object == "run 7")
    try journal.close()
  }
}
