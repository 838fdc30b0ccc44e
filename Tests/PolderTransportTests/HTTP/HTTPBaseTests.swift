import Testing

@testable import PolderTransport

@Suite("Bases of channels")
struct HTTPBaseTests {
  @Test(
    "A base tells the server it leads to, by which a proxy is chosen",
    arguments: [
      ("http://server.example", "server.example", 80, false),
      ("HTTPS://Server.example/api", "Server.example", 443, true),
      ("https://server.example:8443/", "server.example", 8_443, true), ("http://[::1]:5000/api", "::1", 5_000, false),
      ("https://[fd00::1]", "fd00::1", 443, true),
    ])
  func tellsServers(address: String, host: String, port: Int, isSecure: Bool) throws {
    #expect(try HTTPBase(address).place == HTTPBase.Place(host: host, port: port, isSecure: isSecure))
  }

  @Test(
    "A socket of this machine is no server of the network",
    arguments: ["unix:/run/x.sock", "http+unix://%2Frun%2Fx/api"])
  func knowsSockets(address: String) throws {
    #expect(try HTTPBase(address).place == nil)
  }
}
