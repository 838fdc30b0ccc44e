import Testing

@testable import PolderPrompt

@Suite("Addresses as people type them")
struct ServerLocationTests {
  @Test(
    "An address is read in its two parts",
    arguments: [
      ("https://server.example", "https://server.example", "/api"),
      ("https://server.example/", "https://server.example", "/api"),
      ("https://server.example/api", "https://server.example", "/api"),
      ("https://server.example:8443/v6/api/", "https://server.example:8443", "/v6/api"),
      ("http://127.0.0.1:7601", "http://127.0.0.1:7601", "/api"), ("server.example", "https://server.example", "/api"),
      ("server.example:443/x", "https://server.example:443", "/x"), ("localhost:7601", "http://localhost:7601", "/api"),
      ("127.0.0.1", "http://127.0.0.1", "/api"), ("[::1]:7601", "http://[::1]:7601", "/api"),
      ("127.evil.example", "https://127.evil.example", "/api"),
    ])
  func reads(_ text: String, _ server: String, _ path: String) {
    #expect(ServerLocation(text: text) == ServerLocation(server: server, apiPath: path))
  }

  @Test(
    "What is read is read the same way again", arguments: ["https://a.example", "http://127.0.0.1:1/x/y", "localhost"])
  func isStable(_ text: String) {
    let place = ServerLocation(text: text)
    #expect(ServerLocation(text: place.text) == place)
  }

  @Test(
    "Only what leaves this machine in the clear is open",
    arguments: [
      ("http://server.example", true), ("HTTP://server.example", true), ("http://127.0.0.1.example", true),
      ("http://127.0.0.1:80", false), ("http://localhost", false), ("https://server.example", false),
      ("http://[::1]:80", false),
    ])
  func knowsTheOpen(_ text: String, _ isOpen: Bool) { #expect(ServerLocation(text: text).isOpen == isOpen) }

  @Test("Host and port name a profile")
  func host() { #expect(ServerLocation(text: "https://server.example:8443/api").host == "server.example:8443") }
}
