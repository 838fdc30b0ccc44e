import PolderTransport
import Testing

@Suite("Hosts without a proxy")
struct ProxyBypassTests {
  @Test(
    "Names cover what lies below them, addresses and ranges what lies in them",
    arguments: [
      ("example.org", "example.org", true), ("example.org", "Server.Example.ORG", true),
      ("example.org", "server.example.org.", true), ("example.org", "badexample.org", false),
      ("example.org", "example.org.evil", false), (".example.org", "example.org", true),
      ("*.example.org", "a.b.example.org", true), ("a, b c", "c", true), ("a,,b,", "x", false), ("", "x", false),
      ("*", "anything", true), ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("10.0.0.0/9", "10.128.0.0", false), ("192.168.1.7", "192.168.1.7", true), ("192.168.1.7", "192.168.1.70", false),
      ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "a.name", false), ("fd00::/8", "fd12::1", true),
      ("fd00::/8", "fe80::1", false), ("[fd00::1]", "fd00:0::1", true), ("10.0.0.0/33", "10.0.0.1", false),
      ("10.0.0.0/-1", "10.0.0.1", false), ("::/0", "10.0.0.1", false),
    ])
  func covers(text: String, host: String, isCovered: Bool) {
    #expect(ProxyBypass(text: text, includesThisMachine: false).covers(host: host, port: 443) == isCovered)
  }

  @Test("A name with a port covers that port alone", arguments: [(443, true), (8_443, false)])
  func heedsPorts(port: Int, isCovered: Bool) {
    #expect(ProxyBypass(text: "example.org:443").covers(host: "www.example.org", port: port) == isCovered)
  }

  @Test(
    "This machine is reached without a proxy unless told otherwise",
    arguments: [
      ("localhost", true), ("LOCALHOST", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true),
      ("128.0.0.1", false), ("::2", false), ("localhost.example.org", false),
    ])
  func knowsThisMachine(host: String, isThisMachine: Bool) {
    #expect(ProxyBypass().covers(host: host, port: 80) == isThisMachine)
    #expect(!ProxyBypass(includesThisMachine: false).covers(host: host, port: 80))
  }
}
