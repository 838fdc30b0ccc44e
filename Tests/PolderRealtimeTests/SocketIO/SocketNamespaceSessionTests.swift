import PolderCore
import PolderRealtime
import Testing

@Suite("Socket.IO session at the server") struct SocketNamespaceSessionTests {
  typealias Action = SocketNamespaceSession.Action

  func send(_ text: String) -> Action { .send([message(text)]) }

  func joined() -> SocketNamespaceSession {
    var session = SocketNamespaceSession()
    _ = session.receive(message("0/tasks,")) { "T" }
    return session
  }

  @Test("the answer to a join comes before the news of it") func join() {
    var session = SocketNamespaceSession()
    #expect(
      session.receive(message("0/tasks,")) { "T" } == [
        send(#"0/tasks,{"sid":"T"}"#), .connected(sid: "T", namespace: "/tasks"),
      ])
    #expect(session.receive(message("0")) { "R" } == [send(#"0{"sid":"R"}"#), .connected(sid: "R", namespace: "/")])
    #expect(session.sid(in: "/tasks") == "T")
    #expect(session.isJoined)
  }

  @Test("a token in the join is let be") func joinWithPayload() {
    var session = SocketNamespaceSession()
    #expect(session.receive(message(#"0/tasks,{"token":"x"}"#)) { "T" }.count == 2)
  }

  @Test("other namespaces are refused", arguments: ["/admin", "/nowhere"]) func refused(namespace: String) {
    var session = SocketNamespaceSession()
    #expect(
      session.receive(message("0\(namespace),")) { "X" } == [send("4\(namespace),\"Unable to connect\"")])
    #expect(!session.isJoined)
  }

  @Test("joining twice gives the same id and no second news") func joinTwice() {
    var session = joined()
    #expect(session.receive(message("0/tasks,")) { "other" } == [send(#"0/tasks,{"sid":"T"}"#)])
  }

  @Test("events are handed on, and acknowledged with an empty list when asked") func events() {
    var session = joined()
    #expect(
      session.receive(message(#"2/tasks,["ping"]"#)) { "" }
        == [.event(sid: "T", namespace: "/tasks", name: "ping", arguments: [])])
    #expect(
      session.receive(message(#"2/tasks,0["message","hello"]"#)) { "" } == [
        .event(sid: "T", namespace: "/tasks", name: "message", arguments: ["hello"]), send("3/tasks,0[]"),
      ])
  }

  @Test("an event with attachments is one event") func binaryEvent() {
    var session = joined()
    #expect(session.receive(message(#"51-/tasks,["f",{"_placeholder":true,"num":0}]"#)) { "" } == [])
    #expect(
      session.receive(EnginePacket(binary: [1])) { "" } == [
        .event(sid: "T", namespace: "/tasks", name: "f", arguments: [SocketPacket.placeholder(0)])
      ])
  }

  @Test("events of a namespace that was not joined are ignored") func strangers() {
    var session = joined()
    #expect(session.receive(message(#"2["ping"]"#)) { "" } == [])
    #expect(session.receive(message(#"2/admin,5["ping"]"#)) { "" } == [])
    #expect(session.receive(message("3/tasks,1[]")) { "" } == [])
  }

  @Test("leaving, being put out, and the end are told once") func leaving() {
    var session = joined()
    #expect(session.receive(message("1/tasks,")) { "" } == [.disconnected(sid: "T", namespace: "/tasks")])
    #expect(session.receive(message("1/tasks,")) { "" } == [])
    #expect(session.receive(message(#"2/tasks,["ping"]"#)) { "" } == [])
    var second = joined()
    #expect(
      second.disconnect(namespace: "/tasks") == [send("1/tasks,"), .disconnected(sid: "T", namespace: "/tasks")])
    #expect(second.disconnect(namespace: "/tasks") == [])
    var third = joined()
    #expect(third.end() == [.disconnected(sid: "T", namespace: "/tasks")])
    #expect(third.end() == [])
  }

  @Test("what breaks the protocol is reported", arguments: ["", "9", "2/tasks,{}", "4/tasks,\"no\""])
  func broken(text: String) {
    var session = joined()
    guard case .fail? = session.receive(message(text), newID: { "" }).first else {
      Issue.record("no failure")
      return
    }
  }
}
