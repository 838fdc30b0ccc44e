import Foundation
import PolderCore
import PolderCrypto
import PolderTesting
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Results beside the database")
struct BlobResultTests {
  static let address = "GET /blobstream/\(EncryptedWorld.blob)"
  static let plaintext = [UInt8](#""\#(String(repeating: "large ", count: 20_000))""#.utf8)

  /// A world whose run 7 has a result in a blob.
  static func world(_ bytes: [UInt8], isEncrypted: Bool = true) async throws -> EncryptedWorld {
    let world = try await EncryptedWorld.make(isEncrypted: isEncrypted, setsUp: isEncrypted)
    await world.store(EncryptedWorld.blob, isInBlob: true)
    await world.api.answer(address, .blob(bytes))
    return world
  }

  static func sealed(_ key: PublicKey) throws -> [UInt8] {
    var sealer = try HybridSealer(for: key)
    let sealed = try sealer.update(plaintext)
    return sealed + (try sealer.finish())
  }

  @Test("A result in a blob is fetched and opened, encrypted and not")
  func fetches() async throws {
    let keys = try LiveKeys()
    for (isEncrypted, bytes) in [
      (true, try Self.sealed(keys.noord.publicKey)), (false, Array(UnencryptedText.seal(Self.plaintext).utf8)),
    ] {
      let world = try await Self.world(bytes, isEncrypted: isEncrypted)
      let result = try #require(try await world.result())
      #expect(try result.bytes == Self.plaintext)
      #expect(result.isInBlob)
      #expect(result.stored == EncryptedWorld.blob)
      #expect(try await world.client.result.get(7).result == String(decoding: Self.plaintext, as: UTF8.self))
    }
  }

  @Test("A result is written to a file for its owner alone, with progress")
  func downloads() async throws {
    let keys = try LiveKeys()
    let sealed = try Self.sealed(keys.noord.publicKey)
    let world = try await Self.world(sealed)
    try await TestFolder.with { folder in
      let told = Mutex<[Int]>([])
      try await world.client.result.download(of: 7, to: folder.path + "/result") { progress in
        told.withLock { $0.append(progress.bytes) }
      }
      #expect(Array(folder.text("result").utf8) == Self.plaintext)
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/result")[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let steps = told.withLock { $0 }
      #expect(steps.first == 0 && steps.last == sealed.count && steps == steps.sorted())
      #expect(folder.names(in: ".") == ["result"])
    }
  }

  @Test("A file that is there stays, unless it may be replaced")
  func keepsFiles() async throws {
    let world = try await Self.world(try Self.sealed(try LiveKeys().noord.publicKey))
    try await TestFolder.with { folder in
      let path = try folder.write("mine", to: "result")
      let error = await #expect(throws: PolderError.self) { try await world.client.result.download(of: 7, to: path) }
      #expect(error?.code == "client-file-exists")
      #expect(folder.text("result") == "mine")
      try await world.client.result.download(of: 7, to: path, replacing: true)
      #expect(Array(folder.text("result").utf8) == Self.plaintext)
      #expect(folder.names(in: ".") == ["result"])
    }
  }

  @Test("Nothing half-written is left: another's key, a cut, no blob at all, a page, a refusal, an address elsewhere")
  func leavesNothing() async throws {
    let keys = try LiveKeys()
    let world = try await Self.world([])
    let envelope = try Envelope.bytes(
      of: try Envelope.seal(
        Self.plaintext, .result, from: EnvelopeSender(organization: 2, key: keys.oost),
        to: [EnvelopeParty(organization: 3, key: keys.noord.publicKey)], nonce: TaskNonce(),
        created: EncryptedWorld.now))
    let page = Array("<html><body>Log in</body></html>".utf8)
    let answers: [FakeAPI.Reaction] = [
      .blob(try Self.sealed(keys.oost.publicKey)), .blob(Array(try Self.sealed(keys.noord.publicKey).prefix(200))),
      .blob(Array(envelope.dropLast(100))), .blob([]), .blob(Array(repeating: 0x41, count: 100_000)),
      .blob(Array("$".utf8)), .answer(HTTPAnswer(status: 200, headers: [("Content-Type", "text/html")], body: page)),
      .json(["msg": "No run found with input or result id"], 404),
      .answer(HTTPAnswer(status: 307, headers: [("Location", "https://elsewhere.example/")], body: [])),
      .fail(.transportInterrupted),
    ]
    try await TestFolder.with { folder in
      for answer in answers {
        await world.api.answer(Self.address, answer)
        await #expect(throws: (any Error).self) {
          try await world.client.result.download(of: 7, to: folder.path + "/result")
        }
        #expect(folder.names(in: ".").isEmpty)
      }
    }
  }

  @Test("A result that is no blob is written too, and a missing one is told")
  func writesTexts() async throws {
    let world = try await EncryptedWorld.make()
    try await TestFolder.with { folder in
      await world.store(try HybridText.seal(Array("[1]".utf8), for: world.own.publicKey))
      try await world.client.result.download(of: 7, to: folder.path + "/result")
      #expect(folder.text("result") == "[1]")
      for stored in [nil, ""] {
        await world.store(stored)
        let error = await #expect(throws: PolderError.self) {
          try await world.client.result.download(of: 7, to: folder.path + "/other")
        }
        #expect(error?.code == "result-missing")
      }
      #expect(folder.names(in: ".") == ["result"])
    }
  }

  @Test("A blob that the server does not give any more costs no other result")
  func tellsRemovedBlobs() async throws {
    let world = try await Self.world([])
    await world.api.answer(Self.address, .json(["msg": "No run found with input or result id"], 404))
    let result = try #require(try await world.result())
    let error = #expect(throws: PolderError.self) { try result.value }
    #expect(error?.message.contains("No run found") == true)
    #expect(error?.object == "run 7")
  }

  @Test("What names no blob is not asked for", arguments: ["../task/1", "", "123e4567"])
  func refusesBadIDs(id: String) async throws {
    let world = try await EncryptedWorld.make()
    await world.store(id, isInBlob: true)
    let result = try #require(try await world.result())
    if id.isEmpty {
      #expect(try result.value == nil)
    } else {
      #expect(#expect(throws: PolderError.self) { try result.value }?.code == "client-no-blob")
    }
    #expect(await world.api.calls.allSatisfy { !$0.contains("blobstream") })
  }

  @Test("A token that is refused is renewed, and the blob fetched")
  func renewsTokens() async throws {
    let world = try await Self.world([])
    let refused = HTTPAnswer(
      status: 401, headers: [("polder-error", "token-expired")], body: Array(#"{"msg": "Token has expired"}"#.utf8))
    await world.api.answer(Self.address, .answer(refused), .blob(try Self.sealed(world.own.publicKey)))
    await world.api.answer(
      "POST /token/refresh",
      .json(["access_token": "e30.e30.bmV3", "refresh_token": "r", "refresh_url": "", "user_url": ""]))
    #expect(try await world.result()?.bytes == Self.plaintext)
    #expect(await world.api.count(Self.address) == 2)
  }
}
