import Testing

@testable import PolderHTTP

@Suite("Requests for sockets") struct RealtimeRequestTests {
  @Test("path and query are read, in any order, with or without the last slash")
  func reads() throws {
    let call = try #require(RealtimeRequest(target: "/socket.io/?t=x&sid=abc&transport=polling&EIO=4"))
    #expect((call.sid, call.transport, call.version) == ("abc", "polling", "4"))
    let bare = try #require(RealtimeRequest(target: "/socket.io"))
    #expect((bare.sid, bare.transport, bare.version) == (nil, nil, nil))
  }

  @Test("other paths are not ours", arguments: ["", "/", "/api/socket.io/", "/socket.io/x", "/socket.iox?EIO=4"])
  func others(target: String) { #expect(RealtimeRequest(target: target) == nil) }

  @Test("broken queries do no harm", arguments: ["/socket.io/?", "/socket.io/?&&=&EIO", "/socket.io/?=?=?"])
  func broken(target: String) { #expect(RealtimeRequest(target: target) != nil) }
}
