import Logging
import PolderCore
import PolderCrypto
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("large inputs and results through the proxy")
struct SubtaskBlobTests {
  /// Remembers what an algorithm is sent.
  private final class Sink: ProxySink {
    struct State: Sendable {
      var status: Int?
      var bytes: [UInt8] = []
      var isWhole = false
    }

    let state = Mutex(State())

    func begin(_ status: Int, _ headers: [(name: String, value: String)]) async throws {
      state.withLock { $0.status = status }
    }
    func write(_ piece: [UInt8]) async throws { state.withLock { $0.bytes += piece } }
    func end() async throws { state.withLock { $0.isWhole = true } }
  }

  private static let large = Array("[\(String(repeating: "1,", count: 200_000))1]".utf8)

  private func upload(_ world: SubtaskWorld, for key: String?, _ bytes: [UInt8] = large) async -> HTTPAnswer {
    let headers = key.map { [(name: "X-Public-Key", value: $0)] } ?? []
    let pieces = AsyncStream { continuation in
      for start in stride(from: 0, to: bytes.count, by: 9_000) {
        continuation.yield(Array(bytes[start..<min(start + 9_000, bytes.count)]))
      }
      continuation.finish()
    }
    return await world.handler.upload(ProxyFixture.request("POST", "/blobstream", headers: headers), pieces)
  }

  private func uuid(_ answer: HTTPAnswer) throws -> String {
    try #require(try JSONValue(parsing: answer.body)["uuid"]?.string)
  }

  private func download(_ world: SubtaskWorld, _ id: String) async throws -> (answer: HTTPAnswer?, sink: Sink.State) {
    let sink = Sink()
    let answer = try await world.handler.download(try #require(BlobID(id)), to: sink)
    return (answer, sink.state.withLock { $0 })
  }

  @Test("an upload needs the key of whom it is for, as with the incumbent")
  func noKey() async throws {
    let world = try await SubtaskWorld(isEncrypted: false)
    for key in [nil, ""] {
      let answer = await upload(world, for: key)
      #expect(answer.status == 400)
      #expect(answer.message == "Missing X-Public-Key header")
    }
    #expect(world.base.server.blobs.isEmpty)
    try world.journal.close()
  }

  @Test("without encryption an upload is base64, and a download its bytes")
  func plain() async throws {
    let world = try await SubtaskWorld(isEncrypted: false)
    let id = try uuid(await upload(world, for: "bm9kZWtleQ=="))
    #expect(world.base.server.blobs[id] == Array(Base64.encode(Self.large).utf8))
    let (answer, sink) = try await download(world, id)
    #expect(answer == nil)
    #expect(sink.bytes == Self.large)
    #expect(sink.isWhole)
    try world.journal.close()
  }

  @Test(
    "an upload is sealed for a key that is pinned, in the format that its organization reads", arguments: [true, false])
  func sealed(envelopes: Bool) async throws {
    let world = try await SubtaskWorld(envelopes: envelopes)
    let id = try uuid(await upload(world, for: world.base.client.key.publicKey.encoded))
    let run = RunAssignment.sample(image: ProxyFixture.image)
    var opener: any ByteFilter =
      envelopes
      ? EnvelopeOpener(
        as: world.base.client,
        expecting: EnvelopeExpectation(.input, from: world.base.node.party, context: RunPayloads.context(of: run)))
      : HybridOpener(with: world.base.client.key)
    let start = try opener.update(world.base.server.blobs[id] ?? [])
    #expect(start + (try opener.finish()) == Self.large)
    let (made, inputs) = try await world.makeTask([4], inputs: [4: id])
    #expect(made.status == 201)
    #expect(inputs[4] == id)
    // Another organization could not read it.
    #expect(try await world.makeTask([5], inputs: [5: id]).answer.status == 403)
    try world.journal.close()
  }

  @Test("an upload for a key that belongs to nobody of the collaboration is refused, and nothing of it leaves")
  func foreignKey() async throws {
    let world = try await SubtaskWorld()
    let answer = await upload(world, for: world.base.forger.key.publicKey.encoded)
    #expect(answer.status == 403)
    // Also when the server names it as an organization's: another one is pinned.
    world.base.server.update { $0.keys[4] = world.base.forger.key.publicKey.encoded }
    #expect(await upload(world, for: world.base.forger.key.publicKey.encoded).status == 403)
    #expect(await upload(world, for: "no key").status == 403)
    #expect(world.base.server.blobs.isEmpty)
    try world.journal.close()
  }

  @Test("a result in the old format is opened as it comes")
  func hybridResult() async throws {
    let world = try await SubtaskWorld()
    let id = try world.base.blob(HybridSealer(for: world.base.node.key.publicKey), Self.large)
    // What no list of results named may be anything.
    #expect(try await download(world, id).answer?.status == 403)
    world.show([(12, id)], isBlob: true)
    _ = try await world.results()
    let (_, sink) = try await download(world, id)
    let isSame = sink.bytes == Self.large
    #expect(isSame && sink.isWhole)
    try world.journal.close()
  }

  @Test("a result in an envelope is shown once its signature was verified, and not a byte before")
  func envelopeResult() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    let nonce = try world.nonce(try await world.makeTask([4]).inputs[4])
    let sealer = try EnvelopeSealer(
      .result, from: world.base.client, to: [world.base.node.party], nonce: nonce, created: noon)
    let id = try world.base.blob(sealer, Self.large)
    #expect(try await download(world, id).answer?.status == 403)
    world.show([(12, id)], isBlob: true)
    _ = try await world.results()
    let (_, sink) = try await download(world, id)
    #expect(sink.bytes == Self.large)
    #expect(sink.isWhole)
    world.base.server.update { state in
      var bytes = state.blobs[id] ?? []
      bytes[bytes.count - 1] ^= 1
      state.blobs[id] = bytes
    }
    let (answer, nothing) = try await download(world, id)
    #expect(answer?.status == 403)
    #expect(nothing.bytes.isEmpty)
    #expect(nothing.status == nil)
    try world.journal.close()
  }

  @Test("what a list named before a restart can be fetched after it, and nothing else", arguments: [true, false])
  func restart(envelopes: Bool) async throws {
    let world = try await SubtaskWorld(envelopes: envelopes)
    let nonce = envelopes ? try world.nonce(try await world.makeTask([4]).inputs[4]) : nil
    let sealer: any ByteFilter =
      if let nonce {
        try EnvelopeSealer(
          .result, from: world.base.client, to: [world.base.node.party], nonce: nonce, created: noon)
      } else {
        try HybridSealer(for: world.base.node.key.publicKey)
      }
    let id = try world.base.blob(sealer, Self.large)
    let other = try world.base.blob(HybridSealer(for: world.base.node.key.publicKey), Self.large)
    world.show([(12, id)], isBlob: true)
    _ = try await world.results()
    let later = try await world.restarted()
    let (_, sink) = try await download(later, id)
    let isSame = sink.bytes == Self.large
    #expect(isSame && sink.isWhole)
    #expect(try await download(later, other).answer?.status == 403)
    try later.journal.close()
  }

  @Test("what is not encrypted, or answers an envelope in the old format, is not shown")
  func downgraded() async throws {
    let world = try await SubtaskWorld(envelopes: true)
    try await world.makeTask([4])
    let plain = try world.base.blob(UnencryptedSealer(), Self.large)
    let old = try world.base.blob(HybridSealer(for: world.base.node.key.publicKey), Self.large)
    for id in [plain, old] {
      world.show([(12, id)], isBlob: true)
      _ = try await world.results()
      let (answer, sink) = try await download(world, id)
      #expect((400..<600).contains(answer?.status ?? 0))
      #expect(sink.bytes.isEmpty)
    }
    try world.journal.close()
  }

  @Test("a result that the server does not give is refused as the server does")
  func missing() async throws {
    let world = try await SubtaskWorld()
    let (answer, _) = try await download(world, "123e4567-e89b-12d3-a456-426614174000")
    #expect(answer?.status == 404)
    #expect(answer?.message == "No run found with input or result id")
    try world.journal.close()
  }

  @Test("an algorithm brings and fetches over its socket, piece by piece")
  func overSocket() async throws {
    let world = try await SubtaskWorld()
    let folder = try world.base.place.folder("proxy")
    let socket = try await ProxySocketServer(
      ProxySocket(folder: folder, name: "proxy.sock"), handler: world.handler,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let client = try RawClient(folder: folder)
    let head = "Host: p\r\nAuthorization: Bearer \(ProxyFixture.token)\r\n"
    let key = world.base.client.key.publicKey.encoded
    try await client.send(
      "POST /blobstream HTTP/1.1\r\n\(head)X-Public-Key: \(key)\r\nTransfer-Encoding: chunked\r\n\r\n")
    for start in stride(from: 0, to: Self.large.count, by: 50_000) {
      let piece = Array(Self.large[start..<min(start + 50_000, Self.large.count)])
      try await client.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8))
    }
    try await client.send("0\r\n\r\n")
    let answer = try #require(try await client.answer())
    #expect(answer.status == 201)
    let id = try #require(try JSONValue(parsing: Array(answer.body.utf8))["uuid"]?.string)
    var opener = HybridOpener(with: world.base.client.key)
    let opened = try opener.update(world.base.server.blobs[id] ?? [])
    #expect(opened == Self.large)
    let result = try world.base.blob(HybridSealer(for: world.base.node.key.publicKey), Array(#"{"n":1}"#.utf8))
    world.show([(12, result)], isBlob: true)
    _ = try await world.results()
    try await client.send("GET /blobstream/\(result) HTTP/1.1\r\n\(head)Connection: close\r\n\r\n")
    let text = try await client.rest()
    #expect(text.hasPrefix("HTTP/1.1 200"))
    #expect(text.contains(#"{"n":1}"#))
    #expect(text.hasSuffix("0\r\n\r\n"))
    await socket.close()
    try world.journal.close()
  }
}
