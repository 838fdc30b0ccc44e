import PolderCore
import Testing

@testable import PolderRealtime

@Suite("Engine.IO codec") struct EngineCodecTests {
  let codec = EngineCodec()

  @Test("every kind of packet comes back as it was", arguments: EnginePacket.Kind.allCases)
  func roundTrip(kind: EnginePacket.Kind) throws {
    for payload in ["", "probe", "é\u{1F600}", "[\"a\\u001eb\"]"] {
      let packet = EnginePacket(kind, text: payload)
      #expect(try codec.decode(text: codec.encode(packet)) == packet)
      #expect(codec.encode(packet).first == kind.rawValue)
    }
  }

  @Test("binary messages travel as base64 in texts and as they are in frames") func binary() throws {
    let packet = EnginePacket(binary: [1, 2, 3, 255])
    #expect(text(codec.encode(packet)) == "bAQID/w==")
    #expect(try codec.decode(text: bytes("bAQID/w==")) == packet)
    #expect(try codec.decode(binary: [1, 2, 3, 255]) == packet)
  }

  @Test("packets of one poll are joined by the byte 0x1E") func payload() throws {
    let packets = [message("0"), EnginePacket(.ping), EnginePacket(binary: [9]), message("2[\"x\"]")]
    let payload = codec.encode(payload: packets)
    #expect(text(payload) == "40\u{1E}2\u{1E}bCQ==\u{1E}42[\"x\"]")
    #expect(try codec.decode(payload: payload) == packets)
  }

  @Test(
    "malformed texts are refused with the code of a bad packet",
    arguments: ["", "7", "x", "b!", "4\u{1E}", "\u{1E}", "4\u{1E}\u{1E}4"])
  func malformed(text: String) {
    let error = #expect(throws: PolderError.self) { try codec.decode(payload: bytes(text)) }
    #expect(error?.code == .badPacket)
  }

  @Test("bounds hold: size of a packet and of a payload, number of packets") func bounds() throws {
    let small = EngineCodec(limits: .init(payload: 10, packets: 3))
    #expect(try small.decode(payload: bytes("4\u{1E}4\u{1E}4")).count == 3)
    for payload in ["4\u{1E}4\u{1E}4\u{1E}4", "41234567890"] {
      let error = #expect(throws: PolderError.self) { try small.decode(payload: bytes(payload)) }
      #expect(error?.code == .packetTooLarge)
    }
    #expect(throws: PolderError.self) { try small.decode(text: bytes("41234567890")) }
    #expect(throws: PolderError.self) { try small.decode(binary: Array(repeating: 0, count: 11)) }
  }

  @Test("the default bounds are those of the contract") func defaults() throws {
    #expect(try codec.decode(text: Array(repeating: UInt8(ascii: "4"), count: 1_000_000)).size == 1_000_000)
    #expect(throws: PolderError.self) { try codec.decode(text: Array(repeating: UInt8(ascii: "4"), count: 1_000_001)) }
  }

  @Test("noise is read or refused, and what was read can be written again", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let input = noise(round % 12, using: &generator)
      guard let packets = try? codec.decode(payload: input) else { continue }  // Refusing is right as well.
      #expect(try codec.decode(payload: codec.encode(payload: packets)) == packets)
    }
  }
}
