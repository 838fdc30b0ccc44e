import PolderCore
import Testing

@testable import PolderRealtime

@Suite("a client that must not be away for long")
struct PersistentClientTests {
  private let start = ContinuousClock.now

  private func client(random: Double = 0.5) -> SocketClient {
    var client = SocketClient(configuration: .persistent) { random }
    #expect(client.start(now: start) == [.open])
    return client
  }

  private func join(_ client: inout SocketClient, at now: ContinuousClock.Instant) {
    client.transportOpened(now: now)
    let handshake = EngineHandshake(
      sid: "e", upgrades: [], pingInterval: .seconds(25), pingTimeout: .seconds(60), maxPayload: 1_000_000)
    _ = client.received(handshake.packet, now: now)
    _ = client.received(message(#"0/tasks,{"sid":"T"}"#), now: now)
    #expect(client.isConnected)
  }

  /// Fails as a network without answers lets it: requests to connect are lost, and each attempt is given up in its
  /// time.
  /// - Returns: when the first attempt begins that finds the network whole
  private func firstAttempt(after heals: Duration, _ client: inout SocketClient, from begin: ContinuousClock.Instant)
    -> ContinuousClock.Instant
  {
    let healed = begin + heals
    var now = begin
    let dial = SocketClient.Configuration.persistent.dialTimeout
    while true {
      if let deadline = client.deadline, case .waiting = client.state {
        now = deadline
        _ = client.tick(now: now)
      }
      // The system sends a lost request again after a second, and the next time after the attempt is given up.
      let requests = [now, now + .seconds(1)]
      if let arriving = requests.first(where: { $0 >= healed }) { return arriving }
      now += dial
      _ = client.transportClosed("no answer", now: now)
    }
  }

  @Test("within five seconds after the network heals there is an attempt, however long it was gone")
  func heals() {
    for random in [0, 0.5, 1] {
      for tenths in stride(from: 0, to: 6_000, by: 7) {
        var client = client(random: random)
        join(&client, at: start)
        let lost = start + .seconds(30)
        _ = client.transportClosed("gone", now: lost)
        let gone = Duration.milliseconds(tenths * 100)
        let attempt = firstAttempt(after: gone, &client, from: lost)
        #expect(attempt - (lost + gone) <= .milliseconds(4_800), "gone for \(gone), random \(random)")
      }
    }
  }

  @Test("a connection on which the server's pings stay away is given up before the server would")
  func missedPings() {
    var client = client()
    join(&client, at: start)
    #expect(client.deadline == start + .seconds(40))
    _ = client.received(EnginePacket(.ping), now: start + .seconds(25))
    #expect(client.tick(now: start + .seconds(64)) == [])
    #expect(
      client.tick(now: start + .seconds(65)) == [
        .closeTransport, .tell(.disconnected(reason: "the server's pings stayed away")),
      ])
    #expect(client.deadline == start + .seconds(65), "the next attempt follows at once")
  }

  @Test("a server that wants shorter times is held to its own")
  func shorterPings() {
    var client = client()
    client.transportOpened(now: start)
    let handshake = EngineHandshake(
      sid: "e", upgrades: [], pingInterval: .seconds(2), pingTimeout: .seconds(3), maxPayload: 1_000_000)
    _ = client.received(handshake.packet, now: start)
    _ = client.received(message(#"0/tasks,{"sid":"T"}"#), now: start)
    #expect(client.deadline == start + .seconds(5))
  }

  @Test("a server that can be reached and is slow gets more time with each attempt, until it was in time once")
  func slowServer() {
    var client = client()
    var now = start
    var times: [Duration] = []
    for _ in 0..<5 {
      client.transportOpened(now: now)
      let deadline = client.deadline ?? now
      times.append(deadline - now)
      now = deadline
      _ = client.tick(now: now)
      now = client.deadline ?? now
      #expect(client.tick(now: now) == [.open])
    }
    #expect(times == [.seconds(8), .seconds(16), .seconds(32), .seconds(60), .seconds(60)])
    join(&client, at: now)
    _ = client.transportClosed("gone", now: now + .seconds(30))
    _ = client.tick(now: now + .seconds(30))
    #expect(client.deadline == now + .seconds(38))
  }

  @Test("attempts that reach nobody get no more time")
  func nobody() {
    var client = client()
    var now = start
    for _ in 0..<20 {
      _ = client.transportClosed("unreachable", now: now)
      now = client.deadline ?? now
      #expect(client.tick(now: now) == [.open])
    }
    #expect(client.deadline == now + .seconds(8))
  }
}
