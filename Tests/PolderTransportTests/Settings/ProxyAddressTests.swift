import PolderCore
import PolderTransport
import Testing

@Suite("Addresses of proxies")
struct ProxyAddressTests {
  @Test(
    "Addresses are read with and without scheme, user, port and slash",
    arguments: [
      ("http://proxy.example:3128", "proxy.example", 3_128, nil), ("proxy.example:3128", "proxy.example", 3_128, nil),
      ("HTTP://proxy.example/", "proxy.example", 80, nil), ("http://[::1]:8080", "::1", 8_080, nil),
      ("http://[fd00::7]", "fd00::7", 80, nil), ("http://ada:pw@10.0.0.1:1", "10.0.0.1", 1, "ada:pw"),
      ("http://ada@host", "host", 80, "ada:"), ("http://a%40b:p%3aq%2F@host:8", "host", 8, "a@b:p:q/"),
      ("http://a:p@w/x@host:8", "host", 8, "a:p@w/x"), ("http://:pw@host", "host", 80, ":pw"),
    ] as [(String, String, Int, String?)])
  func reads(text: String, host: String, port: Int, credentials: String?) throws {
    let proxy = try ProxyAddress(text)
    #expect(proxy.host == host)
    #expect(proxy.port == port)
    #expect(proxy.authorization == credentials.map { "Basic " + Base64.encode($0.utf8) })
  }

  @Test(
    "What is no address of such a proxy is refused, without a word that may be secret",
    arguments: [
      "", "http://", "http://:80", "https://proxy.example", "socks5://ada:s3cret@host", "http://host:0",
      "http://host:x",
      "http://host:99999", "http://ada:s3cret@", "http://ada:s3c%ret@host", "http://ada:s3cret%@host:1", "http://ho st",
      "http://h\u{e9}te", "http://host/path", "http://host?s3cret", "http://[::1", "http://[::1]x",
      "http://\(String(repeating: "h", count: 2_000))",
    ])
  func refuses(text: String) {
    let error = #expect(throws: PolderError.self) { try ProxyAddress(text) }
    #expect(error?.code == .transportBadSettings)
    #expect(error?.nextStep?.contains("http://proxy.example:3128") == true)
    #expect(error?.description.contains("s3c") == false)
  }

  @Test("User and password are in no print")
  func hides() throws {
    let proxy = try ProxyAddress("http://ada:s3cret@[::1]:8080")
    let secret = Base64.encode("ada:s3cret".utf8)
    var dumped = ""
    dump(proxy, to: &dumped)
    dump(ConnectionSettings(proxy: proxy), to: &dumped)
    for text in ["\(proxy)", String(reflecting: proxy), dumped, "\(ConnectionSettings(proxy: proxy))"] {
      #expect(!text.contains("s3cret") && !text.contains("ada") && !text.contains(secret))
    }
    #expect(proxy.description == "http://[::1]:8080")
  }

  @Test("Parts make the same proxy as a text")
  func isMadeOfParts() throws {
    #expect(
      try ProxyAddress("http://ada:pw@host:8") == ProxyAddress(host: "host", port: 8, user: "ada", password: "pw"))
    #expect(ProxyAddress(host: "host", port: 8).authorization == nil)
  }
}
