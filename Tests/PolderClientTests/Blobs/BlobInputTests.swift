import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Inputs beside the database")
struct BlobInputTests {
  /// A world whose server keeps large inputs beside its database, with an id for each upload.
  static func world(isEncrypted: Bool = true) async throws -> EncryptedWorld {
    let world = try await EncryptedWorld.make(isEncrypted: isEncrypted, setsUp: isEncrypted)
    await world.api.answer("GET /blobstream/status", .json(["blob_store_enabled": true]))
    await world.api.answer(
      "POST /blobstream", .json(["uuid": .string(EncryptedWorld.blob)], 201),
      .json(["uuid": "00000000-e89b-12d3-a456-426614174000"], 201))
    return world
  }

  static func uploads(_ world: EncryptedWorld) async -> [[UInt8]] {
    await world.api.sent.filter { $0.path == "/blobstream" }.compactMap(\.body)
  }

  static func open(_ bytes: [UInt8], _ key: PrivateKey) throws -> [UInt8] {
    var opener = HybridOpener(with: key)
    let opened = try opener.update(bytes)
    return opened + (try opener.finish())
  }

  @Test("The blob form is sent for each organization, and the task names the ids")
  func uploads() async throws {
    let world = try await Self.world()
    try await world.task()
    let uploads = await Self.uploads(world)
    #expect(uploads.count == 2)
    let opened = uploads.compactMap { bytes in
      [world.own, world.other].lazy.compactMap { try? JSONValue(parsing: Self.open(bytes, $0)) }.first
    }
    #expect(opened == [EncryptedWorld.input.json, EncryptedWorld.input.json])
    let inputs = try await world.inputs()
    #expect(Set(inputs.values) == [EncryptedWorld.blob, "00000000-e89b-12d3-a456-426614174000"])
    #expect(uploads.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("geheim") })
    let types = await world.api.sent.filter { $0.path == "/blobstream" }.map { call in
      call.headers.first { $0.name == "Content-Type" }?.value
    }
    #expect(types == ["application/octet-stream", "application/octet-stream"])
  }

  @Test("Where nothing is encrypted the blob is base64, as the contract has it")
  func uploadsPlain() async throws {
    let world = try await Self.world(isEncrypted: false)
    try await world.task([2])
    let upload = try #require(await Self.uploads(world).first)
    #expect(upload == Array(UnencryptedText.seal(EncryptedWorld.input.json.bytes).utf8))
  }

  @Test("An envelope is sent in its bytes")
  func uploadsEnvelopes() async throws {
    let world = try await Self.world()
    try world.learnEnvelopes()
    try await world.task([2])
    #expect(Envelope.isEnvelope(try #require(await Self.uploads(world).first)))
  }

  @Test(
    "A server that does not say that it keeps them so gets the input itself",
    arguments: [404, 501, 500, 401, 200])
  func sendsInline(status: Int) async throws {
    let world = try await Self.world()
    await world.api.answer("GET /blobstream/status", .json(["msg": "no"], status))
    try await world.task([2])
    #expect(await Self.uploads(world).isEmpty)
    let text = try #require(try await world.inputs()[2])
    #expect(try JSONValue(parsing: HybridText.open(text, with: world.other)) == EncryptedWorld.input.json)
  }

  @Test("A page of a proxy in place of the answer ends it before anything is sent")
  func tellsPages() async throws {
    let world = try await Self.world()
    let page = HTTPAnswer(status: 200, headers: [("Content-Type", "text/html")], body: Array("<html>".utf8))
    let elsewhere = HTTPAnswer(status: 302, headers: [("Location", "https://login.example/?token=t")], body: [])
    for (answer, code) in [(page, PolderError.Code.transportUnusableAnswer), (elsewhere, .transportRedirected)] {
      await world.api.answer("GET /blobstream/status", .answer(answer))
      let error = await #expect(throws: PolderError.self) { try await world.task([2]) }
      #expect(error?.code == code)
    }
    #expect(await world.api.count("POST /task") == 0)
  }

  @Test("A token that is refused in the middle of an upload is renewed, and all of the input is sent again")
  func renewsTokens() async throws {
    let world = try await Self.world()
    let refused = HTTPAnswer(
      status: 401, headers: [("polder-error", "token-expired")], body: Array(#"{"msg": "Token has expired"}"#.utf8))
    await world.api.answer(
      "POST /blobstream", .answer(refused), .json(["uuid": .string(EncryptedWorld.blob)], 201))
    await world.api.answer(
      "POST /token/refresh",
      .json(["access_token": "e30.e30.bmV3", "refresh_token": "r", "refresh_url": "", "user_url": ""]))
    try await world.task([2])
    let uploads = await Self.uploads(world)
    #expect(uploads.count == 2)
    #expect(try JSONValue(parsing: Self.open(uploads[1], world.other)) == EncryptedWorld.input.json)
    #expect(await world.api.count("POST /task") == 1)
  }

  @Test("A refused upload is the refusal of the task, and so is an answer that names no blob")
  func tellsRefusals() async throws {
    let world = try await Self.world()
    await world.api.answer("POST /blobstream", .json(["msg": "You do not have permission to upload blobs."], 401))
    let refusal = await #expect(throws: RequestRefusal.self) { try await world.task([2]) }
    #expect(refusal?.status == 401)
    await world.api.answer("POST /blobstream", .json(["uuid": "../../task/1"], 201))
    let error = await #expect(throws: PolderError.self) { try await world.task([2]) }
    #expect(error?.code == .transportUnusableAnswer)
    #expect(await world.api.count("POST /task") == 0)
  }

  @Test("A file of several pieces is sent as it is for each organization, with progress over all of it")
  func uploadsFiles() async throws {
    let world = try await Self.world()
    let content = [UInt8]((0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try await TestFolder.with { folder in
      let path = folder.path + "/input"
      let file = try PartialFile(path, replacing: false)
      try file.write(content)
      try file.finish()
      let told = Mutex<[TransferProgress]>([])
      try await world.task(input: try .file(path)) { progress in told.withLock { $0.append(progress) } }
      let steps = told.withLock { $0 }
      #expect(steps.map(\.bytes) == steps.map(\.bytes).sorted())
      #expect(steps.last == TransferProgress(bytes: 5_000_000, total: 5_000_000))
    }
    let uploads = await Self.uploads(world)
    let isOpened = uploads.map { bytes in
      [world.own, world.other].contains { key in (try? Self.open(bytes, key)) == content }
    }
    #expect(isOpened == [true, true])
  }

  @Test("Pieces are made anew for each organization, and their failure is told as it is")
  func uploadsPieces() async throws {
    struct Broken: Error {}
    let world = try await Self.world(isEncrypted: false)
    let made = Mutex(0)
    let input = InputSource.pieces(length: 6) {
      made.withLock { $0 += 1 }
      return AsyncStream { continuation in
        for piece in ["{\"a\"", ": 1}"] { continuation.yield(Array(piece.utf8)) }
        continuation.finish()
      }
    }
    try await world.task([2, 3], input: input)
    #expect(made.withLock { $0 } == 2)
    let uploads = await Self.uploads(world)
    #expect(uploads == Array(repeating: Array(UnencryptedText.seal(Array("{\"a\": 1}".utf8)).utf8), count: 2))
    let broken = InputSource.pieces {
      AsyncThrowingStream<[UInt8], any Error> { $0.finish(throwing: Broken()) }
    }
    await #expect(throws: Broken.self) { try await world.task([2], input: broken) }
  }

  @Test("A file that is missing or no file is told before anything is asked")
  func tellsBadFiles() throws {
    for path in ["/no/such/file", "/dev"] {
      let error = #expect(throws: PolderError.self) { try InputSource.file(path) }
      #expect(error?.code == "client-file")
      #expect(error?.object == path)
    }
  }

  @Test("Without such a store, bytes that are not JSON are refused where the format would change them")
  func refusesBytes() async throws {
    let world = try await EncryptedWorld.make()
    let error = await #expect(throws: PolderError.self) { try await world.task(input: .bytes([0xFF, 0xFE])) }
    #expect(error?.code == "client-input-not-json")
    try await world.task([2], input: .bytes(Array("[1, NaN]".utf8)))
    let text = try #require(try await world.inputs()[2])
    #expect(try HybridText.open(text, with: world.other) == Array("[1, NaN]".utf8))
  }
}
