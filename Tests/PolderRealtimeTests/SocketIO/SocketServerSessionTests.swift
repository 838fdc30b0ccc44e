import PolderCore
import Testing

@testable import PolderRealtime

@Suite("One peer at the server") struct SocketServerSessionTests {
  let start = ContinuousClock.now

  func joined(_ configuration: EngineConfiguration = .init()) -> SocketServerSession {
    var session = SocketServerSession(
      sid: "s", transport: .webSocket, configuration: configuration, now: start, newID: { "T" })
    _ = session.takeForWebSocket()
    _ = session.takeForWebSocket()
    let actions = session.webSocketReceived(message("0/tasks,"), now: start)
    #expect(actions == [.engine(.packetsWait), .socket(.connected(sid: "T", namespace: "/tasks"))])
    #expect(session.takeForWebSocket() == [message(#"0/tasks,{"sid":"T"}"#)])
    _ = session.takeForWebSocket()
    return session
  }

  @Test("messages reach a peer only in the namespace and under the id it has") func addressing() {
    var session = joined()
    #expect(session.send([message("x")], to: "other", in: "/tasks") == [])
    #expect(session.send([message("x")], to: "T", in: "/") == [])
    #expect(session.send([message("x")], to: "T", in: "/tasks") == [.engine(.packetsWait)])
    #expect(session.takeForWebSocket() == [message("x")])
  }

  @Test("the end of the session ends its sockets, once") func end() {
    var session = joined()
    #expect(
      session.webSocketClosed() == [
        .engine(.end(.transportClosed, farewell: [])), .socket(.disconnected(sid: "T", namespace: "/tasks")),
      ])
    #expect(session.close() == [])
    #expect(session.send([message("x")], to: "T", in: "/tasks") == [])
  }

  @Test("a peer that is put out is told, and its session ends") func disconnect() {
    var session = joined()
    let actions = session.disconnect(namespace: "/tasks")
    #expect(actions.contains(.socket(.disconnected(sid: "T", namespace: "/tasks"))))
    #expect(
      actions.contains(.engine(.end(.serverClosed, farewell: [message("1/tasks,"), EnginePacket(.close)]))))
  }

  @Test("a peer that is put out of one namespace stays in the other") func disconnectOne() {
    var session = joined()
    _ = session.webSocketReceived(message("0"), now: start)
    _ = session.disconnect(namespace: "/tasks")
    #expect(session.ending == nil)
  }

  @Test("a peer that joins nothing is ended in time, one that joined is not") func joinTimeout() {
    var idle = SocketServerSession(sid: "s", transport: .polling, now: start)
    _ = idle.poll(1)
    #expect(idle.tick(start + .seconds(59)) == [])
    #expect(!idle.tick(start + .seconds(60)).isEmpty)
    #expect(idle.ending != nil)
    var active = joined(.init(pingInterval: .seconds(1_000)))
    #expect(active.tick(start + .seconds(600)) == [])
  }

  @Test("broken messages end the session with the reason") func broken() {
    var session = joined()
    _ = session.webSocketReceived(message("2/tasks,nonsense"), now: start)
    guard case .protocolError? = session.ending else {
      Issue.record("the session goes on")
      return
    }
  }

  @Test("an answer that finds no place ends the session as too slow") func overflow() {
    var session = joined(.init(queuedPackets: 1))
    _ = session.send([message("x")], to: "T", in: "/tasks")
    let actions = session.webSocketReceived(message(#"2/tasks,1["message","hi"]"#), now: start)
    #expect(session.ending == .overflow)
    #expect(actions.last == .socket(.disconnected(sid: "T", namespace: "/tasks")))
  }
}
