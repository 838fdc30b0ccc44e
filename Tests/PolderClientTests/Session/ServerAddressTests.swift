import Testing

@testable import PolderClient

@Suite("Address of a server")
struct ServerAddressTests {
  @Test(
    "Host, port and path are told apart",
    arguments: [
      ("http://h:5000", "http://h", 5000, "/api", "http://h:5000/api"),
      ("https://server.example", "https://server.example", nil, "/api", "https://server.example/api"),
      ("https://server.example/v6", "https://server.example", nil, "/v6/api", "https://server.example/v6/api"),
      ("http://[::1]:80", "http://[::1]", 80, "/api", "http://[::1]:80/api"),
      ("http://[::1]", "http://[::1]", nil, "/api", "http://[::1]/api"),
    ] as [(String, String, Int?, String, String)])
  func takesApart(server: String, host: String, port: Int?, path: String, basePath: String) async throws {
    let client = try UserClient(server: server)
    #expect(client.host == host)
    #expect(client.port == port)
    #expect(client.path == path)
    #expect(client.basePath == basePath)
    #expect(client.generatePath(to: "task/1") == basePath + "/task/1")
    #expect(client.generatePath(to: "/task/1") == basePath + "/task/1")
    await client.shutdown()
  }

  @Test("A client can be made of an address in parts, as in Python")
  func takesParts() async throws {
    let client = try UserClient(host: "http://h", port: 5000)
    #expect(client.server == "http://h:5000")
    #expect(client.apiPath == "/api")
    let other = try UserClient(host: "https://h", port: nil, path: "/v4")
    #expect(other.basePath == "https://h/v4")
    await client.shutdown()
    await other.shutdown()
  }
}
