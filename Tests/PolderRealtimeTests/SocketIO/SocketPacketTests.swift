import PolderCore
import Testing

@testable import PolderRealtime

@Suite("Socket.IO codec") struct SocketPacketTests {
  static let examples: [(packet: SocketPacket, wire: String)] = [
    (SocketPacket(.connect), "0"),
    (SocketPacket(.connect, namespace: "/tasks"), "0/tasks,"),
    (SocketPacket(.connect, namespace: "/tasks", data: ["sid": "abc"]), #"0/tasks,{"sid":"abc"}"#),
    (SocketPacket(.disconnect, namespace: "/tasks"), "1/tasks,"),
    (.event("sync", namespace: "/tasks"), #"2/tasks,["sync"]"#),
    (.event("ping"), #"2["ping"]"#),
    (
      .event("message", ["Node <n1x> joined room <collaboration_1>"], namespace: "/tasks"),
      #"2/tasks,["message","Node <n1x> joined room <collaboration_1>"]"#
    ),
    (
      .event("new_task", [["id": 5, "parent_id": nil]], namespace: "/tasks", id: 12),
      #"2/tasks,12["new_task",{"id":5,"parent_id":null}]"#
    ),
    (SocketPacket(.ack, namespace: "/tasks", id: 0, data: []), "3/tasks,0[]"),
    (SocketPacket(.connectError, namespace: "/admin", data: "Unable to connect"), #"4/admin,"Unable to connect""#),
  ]

  @Test("packets of the contract are written and read as recorded", arguments: 0..<examples.count)
  func wire(index: Int) throws {
    let (packet, wire) = Self.examples[index]
    #expect(packet.wire == [wire])
    var decoder = SocketDecoder()
    #expect(try decoder.feed(message(wire)) == packet)
  }

  @Test("a namespace without a comma and with a query is understood") func looseNamespaces() throws {
    var decoder = SocketDecoder()
    #expect(try decoder.feed(message("0/tasks"))?.namespace == "/tasks")
    #expect(try decoder.feed(message(#"0/tasks?a=b,{"token":"x"}"#))?.namespace == "/tasks")
  }

  @Test("an event with attachments takes several messages and comes back whole") func attachments() throws {
    let packet = SocketPacket.event(
      "file", [SocketPacket.placeholder(0), 1, SocketPacket.placeholder(1)], namespace: "/tasks", id: 3,
      attachments: [[1, 2], [3]])
    #expect(
      packet.wire == [
        #"52-/tasks,3["file",{"_placeholder":true,"num":0},1,{"_placeholder":true,"num":1}]"#, "<2>", "<1>",
      ])
    var decoder = SocketDecoder()
    let results = try packet.messages.map { try decoder.feed($0) }
    #expect(results == [nil, nil, packet])
    let answer = SocketPacket(.ack, id: 1, data: [SocketPacket.placeholder(0)], attachments: [[7]])
    #expect(answer.wire.first == #"61-1[{"_placeholder":true,"num":0}]"#)
    #expect(try answer.messages.compactMap { try decoder.feed($0) } == [answer])
  }

  @Test(
    "malformed messages are refused",
    arguments: [
      "", "9", "2", "2[]", "2[1]", #"2{"a":1}"#, #"2"x""#, "2[", #"2["a"] "b""#, "3[]", "3/tasks,1", "1{}", "5[\"a\"]",
      "5-[\"a\"]", "51[\"a\"]", "0{", "21234567890123456[\"a\"]",
    ])
  func malformed(text: String) {
    var decoder = SocketDecoder()
    let error = #expect(throws: PolderError.self) { try decoder.feed(message(text)) }
    #expect(error?.code == .badPacket)
  }

  @Test("a namespace or a text that is not UTF-8 is refused") func notUTF8() {
    var decoder = SocketDecoder()
    for bytes in [[0x30, 0x2F, 0xFF, 0x2C], [0x32, 0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D]] as [[UInt8]] {
      #expect(throws: PolderError.self) { try decoder.feed(EnginePacket(.message, bytes)) }
    }
  }

  @Test("bounds hold: attachments, their bytes, nesting, names") func bounds() throws {
    let limits = RealtimeLimits(payload: 100, attachments: 2, depth: 4)
    var decoder = SocketDecoder(limits: limits)
    #expect(throws: PolderError.self) { try decoder.feed(message("53-[\"a\"]")) }
    #expect(throws: PolderError.self) { try decoder.feed(message("2[\"a\",[[[[1]]]]]")) }
    #expect(throws: PolderError.self) { try decoder.feed(message("2[\"" + String(repeating: "a", count: 100) + "\"]")) }
    #expect(throws: PolderError.self) { try decoder.feed(message("0/" + String(repeating: "n", count: 300) + ",")) }
    #expect(try decoder.feed(message("52-[\"a\"]")) == nil)
    #expect(try decoder.feed(EnginePacket(binary: Array(repeating: 0, count: 60))) == nil)
    let error = #expect(throws: PolderError.self) {
      try decoder.feed(EnginePacket(binary: Array(repeating: 0, count: 60)))
    }
    #expect(error?.code == .packetTooLarge)
  }

  @Test("deep nesting is refused by the default bounds") func depth() {
    var decoder = SocketDecoder()
    let text = "2[\"a\"," + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "]"
    #expect(throws: PolderError.self) { try decoder.feed(message(text)) }
  }

  @Test("attachments and messages may not change places") func order() throws {
    var decoder = SocketDecoder()
    #expect(throws: PolderError.self) { try decoder.feed(EnginePacket(binary: [1])) }
    #expect(try decoder.feed(message("51-[\"a\"]")) == nil)
    #expect(throws: PolderError.self) { try decoder.feed(message("2[\"b\"]")) }
    #expect(throws: PolderError.self) { try decoder.feed(EnginePacket(.ping)) }
  }

  @Test("noise is read or refused, and what was read can be written again", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<400 {
      let input = noise(round % 10, using: &generator)
      var decoder = SocketDecoder()
      guard let packet = try? decoder.feed(EnginePacket(.message, input)) else { continue }  // Refusing is right too.
      var again = SocketDecoder()
      #expect(try packet.messages.compactMap { try again.feed($0) } == [packet])
    }
  }
}
