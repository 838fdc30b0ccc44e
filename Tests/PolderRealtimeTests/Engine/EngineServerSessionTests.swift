import Testing

@testable import PolderRealtime

@Suite("Engine.IO session at the server") struct EngineServerSessionTests {
  let start = ContinuousClock.now
  let probe = EnginePacket(.ping, text: "probe")

  func polling(_ configuration: EngineConfiguration = .init()) -> EngineServerSession {
    var session = EngineServerSession(sid: "s", transport: .polling, configuration: configuration, now: start)
    #expect(session.poll(0).count == 1)
    return session
  }

  func webSocket(_ configuration: EngineConfiguration = .init()) -> EngineServerSession {
    var session = EngineServerSession(sid: "s", transport: .webSocket, configuration: configuration, now: start)
    #expect(session.takeForWebSocket().map(\.kind) == [.open])
    #expect(session.takeForWebSocket().isEmpty)
    return session
  }

  @Test("the first poll gets the open packet, a websocket too, but without an upgrade") func open() throws {
    var polling = EngineServerSession(sid: "s", transport: .polling, now: start)
    guard case .answerPoll(7, let packets)? = polling.poll(7).first else {
      Issue.record("no answer")
      return
    }
    #expect(try packets.map { try EngineHandshake($0).upgrades } == [["websocket"]])
    var webSocket = EngineServerSession(sid: "s", transport: .webSocket, now: start)
    #expect(try webSocket.takeForWebSocket().map { try EngineHandshake($0).upgrades } == [[]])
  }

  @Test("a poll waits until there is a packet and then gets all that wait") func pollWaits() {
    var session = polling()
    #expect(session.send(message("a")) == [])
    #expect(session.send(message("b")) == [])
    #expect(session.poll(1) == [.answerPoll(1, [message("a"), message("b")])])
    #expect(session.poll(2) == [])
    #expect(session.send(message("c")) == [.answerPoll(2, [message("c")])])
  }

  @Test("one answer holds no more than a payload, the rest waits for the next") func payloadBound() {
    var session = polling(.init(limits: .init(payload: 10)))
    for text in ["aaaa", "bbbb", "cccc", "d"] { _ = session.send(message(text)) }
    #expect(session.poll(1) == [.answerPoll(1, [message("aaaa"), message("bbbb")])])
    #expect(session.poll(2) == [.answerPoll(2, [message("cccc"), message("d")])])
  }

  @Test("a second poll takes the place of the first, which is released") func secondPoll() {
    var session = polling()
    #expect(session.poll(1) == [])
    #expect(session.poll(2) == [.answerPoll(1, [EnginePacket(.noop)])])
    #expect(session.send(message("a")) == [.answerPoll(2, [message("a")])])
  }

  @Test("nothing is lost when the peer of a poll goes away") func pollGone() {
    var session = polling()
    _ = session.poll(1)
    session.pollGone(1)
    #expect(session.send(message("a")) == [])
    #expect(session.poll(2) == [.answerPoll(2, [message("a")])])
  }

  @Test("a poll that is released gets nothing, and only while it waits") func release() {
    var session = polling()
    _ = session.poll(1)
    #expect(session.releasePoll(2) == [])
    #expect(session.releasePoll(1) == [.answerPoll(1, [EnginePacket(.noop)])])
    #expect(session.releasePoll(1) == [])
  }

  @Test("pings go out each interval after the answer; without an answer the session ends") func pings() {
    var session = webSocket()
    #expect(session.tick(start + .seconds(24)) == [])
    #expect(session.tick(start + .seconds(25)) == [.packetsWait])
    #expect(session.takeForWebSocket() == [EnginePacket(.ping)])
    #expect(session.tick(start + .seconds(60)) == [])
    #expect(session.webSocketReceived(EnginePacket(.pong), now: start + .seconds(61)) == [])
    #expect(session.takeForWebSocket() == [])
    #expect(session.tick(start + .seconds(85)) == [])
    #expect(session.tick(start + .seconds(86)) == [.packetsWait])
    #expect(session.tick(start + .seconds(145)) == [])
    #expect(session.tick(start + .seconds(146)) == [.end(.pingTimeout, farewell: [])])
    #expect(session.ending == .pingTimeout)
  }

  @Test("times come from the configuration") func configuredTimes() {
    var session = webSocket(.init(pingInterval: .seconds(2), pingTimeout: .seconds(1)))
    #expect(session.tick(start + .seconds(2)) == [.packetsWait])
    #expect(session.tick(start + .seconds(3)) == [.end(.pingTimeout, farewell: [])])
  }

  @Test("a peer on polling that stops polling ends by its missing pong") func deadPoller() {
    var session = polling()
    #expect(session.tick(start + .seconds(25)) == [])
    #expect(session.tick(start + .seconds(85)) == [.end(.pingTimeout, farewell: [])])
    #expect(session.poll(1) == [.refusePoll(1)])
  }

  @Test("the upgrade: probe, its answer, the released poll, the takeover") func upgrade() {
    var session = polling()
    _ = session.poll(1)
    let probing = session.webSocketOpened(now: start)
    #expect(probing)
    #expect(
      session.webSocketReceived(probe, now: start) == [
        .sendCandidate(EnginePacket(.pong, text: "probe")), .answerPoll(1, [EnginePacket(.noop)]),
      ])
    #expect(session.send(message("a")) == [])
    #expect(session.poll(2) == [.answerPoll(2, [EnginePacket(.noop)])])
    #expect(session.webSocketReceived(EnginePacket(.upgrade), now: start) == [.adoptWebSocket, .packetsWait])
    #expect(session.transport == .webSocket)
    #expect(session.takeForWebSocket() == [message("a")])
    #expect(session.poll(3) == [.refusePoll(3)])
    #expect(session.webSocketReceived(message("b"), now: start) == [.deliver(message("b"))])
  }

  @Test("a post that was under way during the upgrade still counts") func latePost() {
    var session = polling()
    _ = session.webSocketOpened(now: start)
    _ = session.webSocketReceived(probe, now: start)
    _ = session.webSocketReceived(EnginePacket(.upgrade), now: start)
    #expect(session.receive(message("late"), now: start) == [.deliver(message("late"))])
  }

  @Test("an upgrade that breaks off leaves the session on polling, with everything it had") func abandonedUpgrade() {
    var session = polling()
    _ = session.webSocketOpened(now: start)
    _ = session.webSocketReceived(probe, now: start)
    _ = session.send(message("a"))
    #expect(session.webSocketClosed() == [])
    #expect(session.poll(1) == [.answerPoll(1, [message("a")])])
    let again = session.webSocketOpened(now: start)
    #expect(again)
  }

  @Test("an upgrade out of order is given up", arguments: [EnginePacket.Kind.upgrade, .message, .pong, .close])
  func wrongUpgrade(kind: EnginePacket.Kind) {
    var session = polling()
    _ = session.webSocketOpened(now: start)
    #expect(session.webSocketReceived(EnginePacket(kind), now: start) == [.closeCandidate])
    #expect(session.transport == .polling)
    #expect(session.ending == nil)
  }

  @Test("an upgrade that stalls is given up in time") func stalledUpgrade() {
    var session = polling(.init(upgradeTimeout: .seconds(10)))
    _ = session.webSocketOpened(now: start)
    _ = session.webSocketReceived(probe, now: start)
    _ = session.send(message("a"))
    #expect(session.tick(start + .seconds(9)) == [])
    #expect(session.tick(start + .seconds(10)) == [.closeCandidate])
    #expect(session.poll(1) == [.answerPoll(1, [message("a")])])
  }

  @Test("only one websocket at a time may try, and none when the session is on one") func oneCandidate() {
    var session = polling()
    let first = session.webSocketOpened(now: start)
    let second = session.webSocketOpened(now: start)
    #expect(first && !second)
    var upgraded = webSocket()
    let third = upgraded.webSocketOpened(now: start)
    #expect(!third)
  }

  @Test("a peer that does not read is closed at the bound of packets") func packetBound() {
    var session = webSocket(.init(queuedPackets: 3))
    #expect(session.send(message("1")) == [.packetsWait])
    #expect(session.send(message("2")) == [])
    #expect(session.send(message("3")) == [])
    #expect(session.send(message("4")) == [.end(.overflow, farewell: [])])
    #expect(session.send(message("5")) == [])
    #expect(session.queued == 0)
  }

  @Test("a peer that does not read is closed at the bound of bytes") func byteBound() {
    var session = polling(.init(queuedBytes: 100))
    #expect(session.send(message(String(repeating: "a", count: 90))) == [])
    #expect(session.send(message(String(repeating: "a", count: 20))) == [.end(.overflow, farewell: [])])
  }

  @Test("what was taken does not count against the bound") func boundRecovers() {
    var session = webSocket(.init(queuedPackets: 2, queuedBytes: 30))
    for round in 0..<100 {
      #expect(session.send(message("number \(round)")) == [.packetsWait])
      #expect(session.takeForWebSocket() == [message("number \(round)")])
      #expect(session.takeForWebSocket() == [])
    }
  }

  @Test("a websocket is told once that packets wait until it has taken all") func announcedOnce() {
    var session = webSocket()
    #expect(session.send(message("1")) == [.packetsWait])
    #expect(session.send(message("2")) == [])
    #expect(session.takeForWebSocket(upTo: 1) == [message("1")])
    #expect(session.send(message("3")) == [])
    #expect(session.takeForWebSocket() == [message("2"), message("3")])
    #expect(session.send(message("4")) == [])
    #expect(session.takeForWebSocket() == [message("4")])
    #expect(session.takeForWebSocket() == [])
    #expect(session.send(message("5")) == [.packetsWait])
  }

  @Test("the end is told to the peer with what still waited") func farewell() {
    var waiting = polling()
    _ = waiting.poll(1)
    #expect(
      waiting.close() == [.answerPoll(1, [EnginePacket(.close)]), .end(.serverClosed, farewell: [])])
    var connected = webSocket()
    _ = connected.send(message("last"))
    #expect(connected.close() == [.end(.serverClosed, farewell: [message("last"), EnginePacket(.close)])])
    #expect(connected.close() == [])
  }

  @Test("the end closes a websocket that was just trying") func endDuringUpgrade() {
    var session = polling()
    _ = session.webSocketOpened(now: start)
    #expect(session.close().contains(.closeCandidate))
  }

  @Test("the peer's close packet and the loss of the websocket end the session") func peerEnds() {
    var first = webSocket()
    #expect(first.webSocketReceived(EnginePacket(.close), now: start) == [.end(.peerClosed, farewell: [])])
    var second = webSocket()
    #expect(second.webSocketClosed() == [.end(.transportClosed, farewell: [])])
    var third = polling()
    _ = third.poll(1)
    #expect(
      third.receive(EnginePacket(.close), now: start) == [
        .answerPoll(1, [EnginePacket(.noop)]), .end(.peerClosed, farewell: []),
      ])
  }

  @Test("packets that only a server sends end the session", arguments: [EnginePacket.Kind.open, .upgrade])
  func outOfPlace(kind: EnginePacket.Kind) {
    var session = webSocket()
    _ = session.webSocketReceived(EnginePacket(kind), now: start)
    guard case .protocolError? = session.ending else {
      Issue.record("the session goes on")
      return
    }
  }

  @Test("a client's own ping is answered with what it carried") func clientPing() {
    var session = polling()
    _ = session.poll(1)
    #expect(
      session.receive(EnginePacket(.ping, text: "x"), now: start) == [.answerPoll(1, [EnginePacket(.pong, text: "x")])])
  }
}
