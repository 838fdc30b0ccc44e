import PolderCore
import PolderRealtime
import Testing

@Suite("Engine.IO handshake") struct EngineHandshakeTests {
  @Test("the open packet is the contract's, key by key") func wire() throws {
    let session = EngineServerSession(sid: "abc", transport: .polling, now: .now)
    let handshake = EngineHandshake(
      sid: session.sid, upgrades: ["websocket"], pingInterval: .seconds(25), pingTimeout: .seconds(60),
      maxPayload: 1_000_000)
    #expect(
      text(EngineCodec().encode(handshake.packet))
        == #"0{"sid":"abc","upgrades":["websocket"],"pingTimeout":60000,"pingInterval":25000,"maxPayload":1000000}"#)
    #expect(try EngineHandshake(handshake.packet) == handshake)
  }

  @Test("what another server leaves out has its usual value") func defaults() throws {
    let handshake = try EngineHandshake(EnginePacket(.open, text: #"{"sid":"x","more":[1]}"#))
    #expect(handshake.pingInterval == .seconds(25))
    #expect(handshake.pingTimeout == .seconds(20))
    #expect(handshake.upgrades == [])
  }

  @Test(
    "a handshake that can not be meant is refused",
    arguments: [
      "", "[]", "{}", #"{"sid":""}"#, #"{"sid":7}"#, #"{"sid":"x","pingInterval":0}"#,
      #"{"sid":"x","pingTimeout":"long"}"#, #"{"sid":"x","pingTimeout":1e300}"#,
    ])
  func malformed(text: String) {
    #expect(throws: PolderError.self) { try EngineHandshake(EnginePacket(.open, text: text)) }
  }

  @Test("another packet is no handshake") func otherKind() {
    #expect(throws: PolderError.self) { try EngineHandshake(message("0")) }
  }

  @Test("ids of sessions have 20 characters and do not repeat") func ids() {
    let ids = (0..<1_000).map { _ in SessionID.random() }
    #expect(Set(ids).count == 1_000)
    #expect(ids.allSatisfy { $0.utf8.count == 20 })
  }
}
