import PolderCore
import PolderHTTP
import PolderServer
import Testing

/// Decision 38: which addresses the server calls for stores.
struct StorePolicyTests {
  private func verdict(
    _ text: String, acceptsLoopback: Bool = false, allowed: [String] = [], forbidden: [String] = []
  ) throws -> StorePolicy.Verdict {
    var policy = StorePolicy()
    policy.allowed = allowed.compactMap { NetworkRange($0) }
    policy.forbidden = forbidden.compactMap { NetworkRange($0) }
    return policy.judge(try #require(NetworkAddress(text)), acceptsLoopback: acceptsLoopback)
  }

  @Test(
    "deviation 38: public and private networks are called",
    arguments: ["93.184.216.34", "10.1.2.3", "172.17.0.1", "192.168.1.1", "2606:2800:220:1::1", "fd12::1"])
  func open(text: String) throws { #expect(try verdict(text) == .allowed) }

  @Test(
    "deviation 38: this very machine only when asked for, or as a range of the configuration",
    arguments: [
      "127.0.0.1", "127.9.9.9", "2130706433", "0177.1", "0x7f.1", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1",
      "2002:7f00:1::",
    ])
  func loopback(text: String) throws {
    #expect(try verdict(text) == .loopback)
    #expect(try verdict(text, acceptsLoopback: true) == .allowed)
    #expect(
      try verdict(text, allowed: ["127.0.0.0/8", "::1", "64:ff9b::/96", "2002:7f00::/32"]) == .allowed)
    #expect(try verdict(text, allowed: ["10.0.0.0/8"]) == .loopback)
  }

  @Test(
    "deviation 38: networks of a link, services that hand out credentials, and no machine's addresses, never",
    arguments: [
      "169.254.169.254", "169.254.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::",
      "2852039166",
      "fe80::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "0.0.0.0", "0", "::", "224.0.0.1",
      "255.255.255.255", "ff02::1",
    ])
  func never(text: String) throws {
    #expect(try verdict(text) == .forbidden)
    #expect(try verdict(text, acceptsLoopback: true, allowed: ["0.0.0.0/0", "::/0"]) == .forbidden)
  }

  @Test("deviation 38: what the configuration forbids is not called, whoever insists")
  func forbidden() throws {
    #expect(try verdict("10.1.2.3", forbidden: ["10.0.0.0/8"]) == .forbidden)
    #expect(try verdict("127.0.0.1", acceptsLoopback: true, forbidden: ["127.0.0.0/8"]) == .forbidden)
    #expect(try verdict("11.1.2.3", forbidden: ["10.0.0.0/8"]) == .allowed)
  }

  @Test(
    "deviation 38: an address has one reading, or is refused",
    arguments: [
      "ftp://store.example/api", "file:///etc/passwd", "http://", "http:///api", "http://user@store.example/api",
      "http://store.example@127.0.0.1/", "http://store.example/api?x=1", "http://store.example/#x",
      "http://store.example:0/", "http://store.example:65536/", "http://store.example:80:80/", "http://store.example:/",
      "http://[::1", "http://[store]/", "http://[::1]x/", "http://sto re/", "http://store%2eexample/",
      "http://störe.example/", "http://a..b/", "http://.a/", "http://a\\@b/", "http://[fe80::1%25eth0]/",
      "//store.example",
    ])
  func unreadable(text: String) { #expect(WebAddress(text) == nil) }

  @Test("deviation 38: hosts written as numbers are taken for the addresses they are")
  func canonical() throws {
    #expect(WebAddress("HTTP://2130706433:80/api/")?.text == "http://127.0.0.1:80/api")
    #expect(WebAddress("http://[::ffff:7f00:1]/api")?.text == "http://127.0.0.1/api")
    #expect(WebAddress("https://Store.Example./api//")?.text == "https://store.example/api")
    #expect(WebAddress("http://[::1]:5/")?.text == "http://[0:0:0:0:0:0:0:1]:5")
  }

  @Test(
    "only a text that names this machine by itself does so",
    arguments: [
      ("http://localhost/api", true), ("http://a.localhost:1", true), ("http://127.0.0.1", true),
      ("http://[::1]", true),
      ("http://0x7f.1", true), ("http://localhost.example", false), ("http://10.0.0.1", false),
    ])
  func local(text: String, isLocal: Bool) { #expect(WebAddress(text)?.isLocal == isLocal) }

  @Test("servers are the same whatever their slashes and usual ports")
  func comparable() {
    #expect(WebAddress.comparable("https://S.example:443/api/") == WebAddress.comparable("https://s.example/api"))
    #expect(WebAddress.comparable("http://s.example:443/api") != WebAddress.comparable("http://s.example/api"))
    #expect(WebAddress.comparable("nothing") == "nothing")
  }
}
