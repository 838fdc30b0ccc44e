import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Keys of those who get an input")
struct RecipientKeyTests {
  @Test("The first key that is seen is pinned; the own one is not asked for")
  func pinsAtFirstUse() async throws {
    let world = try await EncryptedWorld.make()
    try await world.task()
    #expect(await world.api.count("GET /organization/2") == 1)
    #expect(await world.api.count("GET /organization/3") == 0)
    #expect(try world.pins.pins[2]?.key == world.other.publicKey)
    #expect(try world.pins.pins[2]?.isConfirmed == false)
  }

  @Test("Another key than the pinned one is an error that names both, and nothing is sent")
  func tellsChangedKeys() async throws {
    let world = try await EncryptedWorld.make()
    try await world.task()
    await world.api.forget()
    await world.api.answer("GET /organization/2", EncryptedWorld.organization(2, world.own.publicKey.encoded))
    let error = await #expect(throws: PolderError.self) { try await world.task() }
    #expect(error?.code == .keyChanged)
    for key in [world.own, world.other] {
      #expect(error?.message.contains(key.publicKey.fingerprint.description) == true)
    }
    #expect(error?.object == "organization 2")
    #expect(await world.api.count("POST /task") == 0)
    #expect(try world.pins.pins[2]?.key == world.other.publicKey)
  }

  @Test("An organization without a key, or with one that can not be read, is named", arguments: ["", "bm8ga2V5", "$"])
  func tellsMissingKeys(encoded: String) async throws {
    let world = try await EncryptedWorld.make()
    await world.api.answer("GET /organization/2", EncryptedWorld.organization(2, encoded))
    let error = await #expect(throws: PolderError.self) { try await world.task() }
    #expect(error?.object == "organization 2")
    #expect(error?.nextStep?.isEmpty == false)
    #expect(await world.api.count("POST /task") == 0)
  }

  @Test("A refusal to show one of many is the refusal of the whole")
  func tellsRefusals() async throws {
    let world = try await EncryptedWorld.make()
    await world.api.answer("GET /organization/2", .json(["msg": "organization id=2 not found"], 404))
    let refusal = await #expect(throws: RequestRefusal.self) { try await world.task() }
    #expect(refusal?.message == "organization id=2 not found")
    #expect(await world.api.count("POST /task") == 0)
  }
}
