import HTTPTypes
import PolderHTTP
import Testing

struct TrustedProxiesTests {
  private func client(_ peer: String?, _ chain: String?, trusting ranges: [String] = []) throws -> String? {
    var headers: HTTPFields = [:]
    headers[try #require(HTTPField.Name("X-Forwarded-For"))] = chain
    return TrustedProxies(try ranges.map { try #require(NetworkRange($0)) }).client(of: peer, headers)
  }

  @Test("without trusted proxies the header is nobody's word")
  func untrusted() throws {
    #expect(try client("10.0.0.1", "1.2.3.4") == "10.0.0.1")
    #expect(try client("10.0.0.1", "1.2.3.4", trusting: ["192.168.0.0/16"]) == "10.0.0.1")
    #expect(try client(nil, "1.2.3.4", trusting: ["0.0.0.0/0"]) == nil)
  }

  @Test("of what trusted proxies hand on, the last address that is no proxy counts; what stands before can be forged")
  func trusted() throws {
    let ranges = ["10.0.0.0/8", "fd00::/8"]
    #expect(try client("10.0.0.1", "1.2.3.4", trusting: ranges) == "1.2.3.4")
    #expect(try client("10.0.0.1", "6.6.6.6, 1.2.3.4", trusting: ranges) == "1.2.3.4")
    #expect(try client("10.0.0.1", "6.6.6.6,1.2.3.4, 10.9.9.9 ,fd00::7", trusting: ranges) == "1.2.3.4")
    #expect(try client("::ffff:10.0.0.1", "2001:db8::1", trusting: ranges) == "2001:db8::1")
    #expect(try client("10.0.0.1", nil, trusting: ranges) == "10.0.0.1")
  }

  @Test(
    "what is no address ends the search at the hop before",
    arguments: [
      "nonsense", "", "0x7f.1", "010.0.0.1", "1.2.3.4, unknown", "1.2.3.4:80", "10.0.0.0/8", ",",
      String(repeating: "x,", count: 9_999),
    ])
  func malformed(chain: String) throws {
    #expect(try client("10.0.0.1", chain, trusting: ["10.0.0.0/8"]) == "10.0.0.1")
  }
}
