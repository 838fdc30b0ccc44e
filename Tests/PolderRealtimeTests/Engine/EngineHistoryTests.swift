import Testing

@testable import PolderRealtime

/// A session driven by a long random history, next to a model of what the peer must see.
private struct History {
  var session: EngineServerSession
  var generator: SeededGenerator
  var now: ContinuousClock.Instant
  var sent: [EnginePacket] = []
  var seen: [EnginePacket] = []
  var openPolls: Set<Int> = []
  var pings = 0
  var ends = 0
  var nextPoll = 0
  var hasCandidate = false
  var owesPong = false

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    now = .now
    let transport: EngineServerSession.Transport = Bool.random(using: &generator) ? .polling : .webSocket
    session = EngineServerSession(sid: "s", transport: transport, now: now)
  }

  mutating func step() {
    switch Int.random(in: 0..<14, using: &generator) {
    case 0...3:
      let packet = message("m\(sent.count)")
      sent.append(packet)
      apply(session.send(packet))
    case 4...6:
      nextPoll += 1
      openPolls.insert(nextPoll)
      apply(session.poll(nextPoll))
    case 7:
      guard let poll = openPolls.randomElement(using: &generator) else { return }
      openPolls.remove(poll)
      session.pollGone(poll)
    case 8:
      if session.webSocketOpened(now: now) { hasCandidate = true }
    case 9 where hasCandidate:
      apply(session.webSocketReceived(EnginePacket(.ping, text: "probe"), now: now))
    case 10 where hasCandidate:
      apply(session.webSocketReceived(EnginePacket(.upgrade), now: now))
    case 11 where hasCandidate:
      hasCandidate = false
      apply(session.webSocketClosed())
    case 12: see(session.takeForWebSocket(upTo: Int.random(in: 1...20, using: &generator)))
    default:
      now += .seconds(Int.random(in: 0...10, using: &generator))
      if owesPong {
        owesPong = false
        apply(session.receive(EnginePacket(.pong), now: now))
      }
      apply(session.tick(now))
    }
  }

  mutating func apply(_ actions: [EngineAction]) {
    for action in actions {
      #expect(ends == 0, "nothing happens after the end")
      switch action {
      case .answerPoll(let id, let packets):
        #expect(openPolls.remove(id) != nil, "only a poll that waits is answered")
        #expect(!packets.isEmpty)
        see(packets)
      case .refusePoll(let id):
        #expect(openPolls.remove(id) != nil)
        #expect(session.transport == .webSocket)
      case .closeCandidate: hasCandidate = false
      case .adoptWebSocket: hasCandidate = false
      case .end: ends += 1
      case .packetsWait, .sendCandidate, .deliver: break
      }
    }
  }

  mutating func see(_ packets: [EnginePacket]) {
    for packet in packets where packet.kind == .ping {
      pings += 1
      owesPong = true
    }
    seen += packets.filter { $0.kind == .message }
  }

  /// Reads all that is left by whatever transport there is.
  mutating func finish() {
    if hasCandidate { apply(session.webSocketClosed()) }
    while session.queued > 0 {
      let before = session.queued
      if session.transport == .webSocket {
        see(session.takeForWebSocket())
      } else {
        nextPoll += 1
        openPolls.insert(nextPoll)
        apply(session.poll(nextPoll))
      }
      guard session.queued < before else {
        Issue.record("what waits can not be read")
        return
      }
    }
  }
}

@Suite("Engine.IO histories") struct EngineHistoryTests {
  @Test(
    "every message arrives once and in order, over polls, websockets and failed upgrades",
    arguments: 1...60 as ClosedRange<UInt64>)
  func inOrder(seed: UInt64) {
    var history = History(seed: seed)
    for _ in 0..<400 where history.session.ending == nil { history.step() }
    guard history.session.ending == nil else {
      // A peer that stops reading for a minute is ended: then what it saw is still a beginning of what was sent.
      #expect(history.ends == 1)
      #expect(history.sent.starts(with: history.seen))
      return
    }
    history.finish()
    #expect(history.seen == history.sent)
  }

  @Test("no history of packets of any kind stops the machine", arguments: 1...40 as ClosedRange<UInt64>)
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var now = ContinuousClock.now
    var session = SocketServerSession(sid: "s", transport: .polling, now: now)
    var ends = 0
    for step in 0..<300 {
      let kind = EnginePacket.Kind.allCases.randomElement(using: &generator) ?? .noop
      let packet =
        Bool.random(using: &generator)
        ? EnginePacket(kind, PolderRealtimeTests.noise(4, using: &generator)) : EnginePacket(kind, text: "probe")
      now += .milliseconds(Int.random(in: 0...2_000, using: &generator))
      let actions: [SocketServerSession.Action]
      switch Int.random(in: 0..<8, using: &generator) {
      case 0...1: actions = session.receive([packet], now: now)
      case 2...3: actions = session.webSocketReceived(packet, now: now)
      case 4: actions = session.poll(step)
      case 5: actions = session.webSocketOpened(now: now) ? [] : []
      case 6: actions = session.webSocketReceived(message("0/tasks,"), now: now)
      default: actions = session.tick(now)
      }
      let before = ends
      ends += actions.count { if case .engine(.end) = $0 { true } else { false } }
      if before == 1 { #expect(actions.allSatisfy { if case .engine(.refusePoll) = $0 { true } else { false } }) }
    }
    #expect(ends <= 1)
  }
}
