import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Results, encrypted and not")
struct ResultReadingTests {
  static let plaintext = Array(#"{"mean": 2.5}"#.utf8)

  @Test("A result for the own key is opened, and what is stored stays readable beside it")
  func opens() async throws {
    let world = try await EncryptedWorld.make()
    let stored = try HybridText.seal(Self.plaintext, for: world.own.publicKey)
    await world.store(stored)
    let result = try #require(try await world.result())
    #expect(try result.value == ["mean": 2.5])
    #expect(try result.bytes == Self.plaintext)
    #expect(result.stored == stored)
    let one = try await world.client.result.get(7)
    #expect(one.result == #"{"mean": 2.5}"#)
    let raw = try await world.client.result.stored(7)
    #expect(raw.result == stored)
  }

  @Test("A result for another key, a truncated, an altered one and claims of great lengths are told one by one")
  func tellsBadResults() async throws {
    let world = try await EncryptedWorld.make()
    let good = try HybridText.seal(Self.plaintext, for: world.own.publicKey)
    let parts = good.split(separator: "$").map { String($0) }
    var altered = try #require(Base64.decode(parts[2]))
    altered[0] ^= 0xFF
    let bad = [
      "another key": try HybridText.seal(Self.plaintext, for: world.other.publicKey),
      "cut in the key": String(good.prefix(300)),
      "cut in the message": String(good.dropLast(3)),
      "altered": parts[0] + "$" + parts[1] + "$" + Base64.encode(altered),
      "a long header": String(repeating: "A", count: 100_000) + "$AAAA$AAAA",
      "empty parts": "$$",
      "no base64": "é$é$é",
    ]
    for (name, stored) in bad {
      await world.store(stored)
      let result = try #require(try await world.result())
      let error = #expect(throws: PolderError.self, "\(name)") { try result.value }
      #expect(error?.object == "run 7", "\(name)")
      #expect(error?.nextStep?.isEmpty == false, "\(name)")
      #expect(result.stored == stored)
      await #expect(throws: PolderError.self, "\(name)") { try await world.client.result.get(7) }
    }
  }

  @Test("One bad result costs no other")
  func keepsTheOthers() async throws {
    let world = try await EncryptedWorld.make()
    await world.store(nil)
    await world.api.answer(
      "GET /run?task_id=6",
      ResultFixtures.page([7, 8, 9].map { ResultFixtures.run($0, status: "completed") }))
    let good = try HybridText.seal(Self.plaintext, for: world.own.publicKey)
    let foreign = try HybridText.seal(Self.plaintext, for: world.other.publicKey)
    await world.api.answer(
      "GET /result?task_id=6",
      ResultFixtures.page([
        ResultFixtures.result(7, good), ResultFixtures.result(8, foreign), ResultFixtures.result(9, good),
      ]))
    let results = try await world.client.result.fromTask(6)
    #expect(try results[0].value == ["mean": 2.5])
    #expect(throws: PolderError.self) { try results[1].value }
    #expect(try results[2].value == ["mean": 2.5])
  }

  @Test("A result that is not encrypted where encryption is set up is not taken for one")
  func tellsPlainResults() async throws {
    let world = try await EncryptedWorld.make()
    await world.store(Base64.encode(Self.plaintext))
    let result = try #require(try await world.result())
    let error = #expect(throws: PolderError.self) { try result.value }
    #expect(error?.code == "result-not-encrypted")
    #expect(result.stored == Base64.encode(Self.plaintext))
  }

  @Test("An encrypted result without the encryption set up is told as such, in either format")
  func tellsEncryptedResults() async throws {
    let world = try await EncryptedWorld.make(setsUp: false)
    for stored in ["a2V5$aXY=$ZGF0YQ==", "polder.envelope.v1:iVBM"] {
      await world.store(stored)
      let result = try #require(try await world.result())
      let error = #expect(throws: PolderError.self) { try result.value }
      #expect(error?.code == "result-encrypted")
      #expect(error?.nextStep?.contains("setupEncryption") == true)
      #expect(error?.description.contains("ZGF0YQ") == false, "what is stored does not stand in messages")
    }
  }

  @Test(
    "A connection that is lost is no fault of the result",
    arguments: [PolderError.Code.transportUnreachable, .transportInterrupted])
  func tellsLostConnections(code: PolderError.Code) async throws {
    let world = try await EncryptedWorld.make()
    await world.store(EncryptedWorld.blob, isInBlob: true)
    await world.api.answer("GET /blobstream/\(EncryptedWorld.blob)", .fail(code))
    let error = await #expect(throws: PolderError.self) { try await world.client.result.fromTask(6) }
    #expect(error?.code == code)
  }
}
