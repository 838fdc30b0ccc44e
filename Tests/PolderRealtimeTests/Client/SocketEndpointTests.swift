import PolderCore
import PolderRealtime
import Testing

@Suite("Socket.IO endpoint") struct SocketEndpointTests {
  @Test(
    "addresses of servers are read; a path in them is left out",
    arguments: [
      ("http://localhost:5000", "localhost", 5_000, false, "ws://localhost:5000/socket.io/"),
      ("https://polder.example", "polder.example", 443, true, "wss://polder.example/socket.io/"),
      ("HTTP://Host/api", "host", 80, false, "ws://host/socket.io/"),
      ("wss://host:8443/x?y#z", "host", 8_443, true, "wss://host:8443/socket.io/"),
      ("ws://[::1]:5000", "::1", 5_000, false, "ws://[::1]:5000/socket.io/"),
      ("http://127.0.0.1:80", "127.0.0.1", 80, false, "ws://127.0.0.1/socket.io/"),
    ])
  func reads(url: String, host: String, port: Int, isSecure: Bool, description: String) throws {
    let endpoint = try SocketEndpoint(url: url)
    #expect(endpoint == SocketEndpoint(host: host, port: port, isSecure: isSecure))
    #expect(endpoint.description == description)
  }

  @Test(
    "what is no address is refused with the next step",
    arguments: [
      "", "localhost", "ftp://x", "http://", "http://:5000", "http://h:0", "http://h:99999", "http://h:x",
      "http://[::1", "http://a b", "http://user@host", "http://h\u{0}", "http://[::1]x",
    ])
  func refuses(url: String) {
    let error = #expect(throws: PolderError.self) { try SocketEndpoint(url: url) }
    #expect(error?.code == .realtimeConnect)
    #expect(error?.nextStep != nil)
  }
}
