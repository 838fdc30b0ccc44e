import PolderCore
import Testing

@testable import PolderRealtime

@Suite("Socket.IO client") struct SocketClientTests {
  typealias Action = SocketClient.Action
  let start = ContinuousClock.now

  func opening(_ configuration: SocketClient.Configuration = .init()) -> SocketClient {
    var client = SocketClient(configuration: configuration) { 0.5 }
    #expect(client.start(now: start) == [.open])
    return client
  }

  func join(_ client: inout SocketClient, at now: ContinuousClock.Instant, interval: Int = 25, timeout: Int = 60) {
    client.transportOpened(now: now)
    let handshake = EngineHandshake(
      sid: "e", upgrades: [], pingInterval: .seconds(interval), pingTimeout: .seconds(timeout), maxPayload: 1_000_000)
    #expect(client.received(handshake.packet, now: now) == [.send(message("0/tasks,"))])
    #expect(client.received(message(#"0/tasks,{"sid":"T"}"#), now: now) == [.tell(.connected(sid: "T"))])
    #expect(client.isConnected)
  }

  func joined(_ configuration: SocketClient.Configuration = .init()) -> SocketClient {
    var client = opening(configuration)
    join(&client, at: start)
    return client
  }

  /// The time from a moment to the next attempt.
  func delay(_ client: SocketClient, from now: ContinuousClock.Instant) -> Duration? {
    guard case .waiting(let until) = client.state else { return nil }
    return until - now
  }

  @Test("it shakes hands, joins the namespace and tells so") func connects() {
    let client = joined()
    #expect(client.deadline == start + .seconds(85))
  }

  @Test("it starts once") func startsOnce() {
    var client = opening()
    #expect(client.start(now: start) == [])
  }

  @Test("pings are answered with what they carried") func pings() {
    var client = joined()
    #expect(client.received(EnginePacket(.ping), now: start) == [.send(EnginePacket(.pong))])
    #expect(client.received(EnginePacket(.ping, text: "x"), now: start) == [.send(EnginePacket(.pong, text: "x"))])
  }

  @Test("events are told in order, those that ask are acknowledged") func events() {
    var client = joined()
    #expect(
      client.received(message(#"2/tasks,["new_task",{"id":5,"parent_id":null}]"#), now: start)
        == [.tell(.event(name: "new_task", arguments: [["id": 5, "parent_id": nil]]))])
    #expect(
      client.received(message(#"2/tasks,4["sync"]"#), now: start)
        == [.tell(.event(name: "sync", arguments: [])), .send(message("3/tasks,4[]"))])
    #expect(client.received(message(#"2/other,["sync"]"#), now: start) == [])
  }

  @Test("an event is emitted only while the namespace is joined") func emit() {
    let client = joined()
    #expect(client.emit("ping", []) == [message(#"2/tasks,["ping"]"#)])
    #expect(client.emit("message", ["a", 1]) == [message(#"2/tasks,["message","a",1]"#)])
    #expect(opening().emit("ping", []) == nil)
  }

  @Test("pings that stay away are noticed after interval and timeout, and any packet counts") func missedPings() {
    var client = joined()
    #expect(client.tick(now: start + .seconds(84)) == [])
    _ = client.received(EnginePacket(.ping), now: start + .seconds(50))
    #expect(client.deadline == start + .seconds(135))
    #expect(client.tick(now: start + .seconds(134)) == [])
    #expect(
      client.tick(now: start + .seconds(135)) == [
        .closeTransport, .tell(.disconnected(reason: "the server's pings stayed away")),
      ])
  }

  @Test("after a good connection the first attempt follows at once") func immediateRetry() {
    var client = joined()
    let later = start + .seconds(30)
    _ = client.transportClosed("gone", now: later)
    #expect(delay(client, from: later) == .zero)
    #expect(client.tick(now: later) == [.open])
  }

  @Test("delays double from one second to five and vary by half") func backOff() {
    var client = opening()
    var now = start
    var delays: [Duration] = []
    for _ in 0..<6 {
      _ = client.transportClosed("refused", now: now)
      let next = delay(client, from: now) ?? .zero
      delays.append(next)
      now += next
      #expect(client.tick(now: now) == [.open])
    }
    #expect(delays == [.seconds(1), .seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
    for (random, expected) in [(0.0, Duration.milliseconds(500)), (1.0, .milliseconds(1_500))] {
      var varied = SocketClient { random }
      _ = varied.start(now: start)
      _ = varied.transportClosed("refused", now: start)
      #expect(delay(varied, from: start) == expected)
    }
  }

  @Test("a server that drops its clients at once is not stormed") func flapping() {
    var client = opening()
    var now = start
    var delays: [Duration] = []
    for _ in 0..<5 {
      join(&client, at: now)
      _ = client.transportClosed("dropped", now: now + .milliseconds(10))
      now += .milliseconds(10)
      let next = delay(client, from: now) ?? .zero
      delays.append(next)
      now += next
      _ = client.tick(now: now)
    }
    #expect(delays == [.zero, .seconds(1), .seconds(2), .seconds(4), .seconds(5)])
  }

  @Test("a connection that stood starts the delays anew") func resets() {
    var client = opening()
    var now = start
    for _ in 0..<5 {
      _ = client.transportClosed("refused", now: now)
      now += delay(client, from: now) ?? .zero
      _ = client.tick(now: now)
    }
    join(&client, at: now)
    now += .seconds(6)
    _ = client.transportClosed("gone", now: now)
    #expect(delay(client, from: now) == .zero)
  }

  @Test("an attempt that takes too long fails with the time to the next") func slowAttempt() {
    var client = opening(.init(connectTimeout: .seconds(10)))
    client.transportOpened(now: start + .seconds(5))
    #expect(client.tick(now: start + .seconds(9)) == [])
    #expect(
      client.tick(now: start + .seconds(10)) == [
        .closeTransport, .tell(.connectionFailed(reason: "no answer in time", retryIn: .seconds(1))),
      ])
  }

  @Test(
    "a refused namespace is a failed attempt with the server's words",
    arguments: [
      (#"4/tasks,"Unable to connect""#, "Unable to connect"), (#"4/tasks,{"message":"No"}"#, "No"),
      ("4/tasks,", "no reason given"),
    ])
  func refused(wire: String, words: String) {
    var client = opening()
    client.transportOpened(now: start)
    _ = client.received(EnginePacket(.open, text: #"{"sid":"e"}"#), now: start)
    #expect(
      client.received(message(wire), now: start) == [
        .closeTransport,
        .tell(.connectionFailed(reason: "the server refused the namespace: \(words)", retryIn: .seconds(1))),
      ])
  }

  @Test("the server's end of namespace or session is a loss", arguments: [message("1/tasks,"), EnginePacket(.close)])
  func serverEnds(packet: EnginePacket) {
    var client = joined()
    let actions = client.received(packet, now: start)
    #expect(actions.first == .closeTransport)
    guard case .tell(.disconnected)? = actions.last else {
      Issue.record("the loss is not told")
      return
    }
  }

  @Test("what is no Engine.IO ends the attempt", arguments: [message("0"), EnginePacket(.open, text: "{}")])
  func nonsense(packet: EnginePacket) {
    var client = opening()
    client.transportOpened(now: start)
    guard case .tell(.connectionFailed)? = client.received(packet, now: start).last else {
      Issue.record("no failure")
      return
    }
  }

  @Test("without reconnecting a loss is the end") func noReconnect() {
    var client = joined(.init(reconnects: false))
    #expect(
      client.transportClosed("gone", now: start) == [.closeTransport, .tell(.disconnected(reason: "gone")), .finish])
    #expect(client.isFinished)
    #expect(client.deadline == nil)
  }

  @Test("closing says goodbye when a connection stands, and is final") func close() {
    var client = joined()
    #expect(
      client.close() == [
        .send(message("1/tasks,")), .send(EnginePacket(.close)), .closeTransport,
        .tell(.disconnected(reason: "closed here")), .finish,
      ])
    #expect(client.close() == [])
    #expect(client.start(now: start) == [])
    #expect(client.transportClosed("late", now: start) == [])
    var waiting = opening()
    _ = waiting.transportClosed("refused", now: start)
    #expect(waiting.close() == [.finish])
    var idle = SocketClient()
    #expect(idle.close() == [.finish])
  }

  @Test("no history stops it, and news of connections alternate", arguments: 1...40 as ClosedRange<UInt64>)
  func histories(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var client = opening()
    var now = start
    var isUp = false
    for _ in 0..<400 {
      let actions: [Action]
      switch Int.random(in: 0..<8, using: &generator) {
      case 0:
        client.transportOpened(now: now)
        actions = []
      case 1: actions = client.received(EnginePacket(.open, text: #"{"sid":"e"}"#), now: now)
      case 2: actions = client.received(message(#"0/tasks,{"sid":"T"}"#), now: now)
      case 3: actions = client.received(message(#"2/tasks,["x"]"#), now: now)
      case 4: actions = client.received(EnginePacket(.message, noise(3, using: &generator)), now: now)
      case 5: actions = client.transportClosed("gone", now: now)
      default:
        now += .milliseconds(Int.random(in: 0...20_000, using: &generator))
        actions = client.tick(now: now)
      }
      for case .tell(let event) in actions {
        switch event {
        case .connected:
          #expect(!isUp)
          isUp = true
        case .disconnected:
          #expect(isUp)
          isUp = false
        case .connectionFailed: #expect(!isUp)
        case .event: #expect(isUp)
        }
      }
      #expect(isUp == client.isConnected)
      #expect(client.deadline != nil)
    }
  }
}
