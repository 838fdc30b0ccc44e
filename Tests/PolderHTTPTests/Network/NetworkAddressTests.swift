import PolderHTTP
import Testing

struct NetworkAddressTests {
  @Test(
    "every form in which a resolver takes a text for an address is read as that address",
    arguments: [
      ("127.0.0.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("127.0.1", "127.0.0.1"), ("2130706433", "127.0.0.1"),
      ("0x7f000001", "127.0.0.1"), ("0X7F.1", "127.0.0.1"), ("017700000001", "127.0.0.1"), ("0177.0.0.01", "127.0.0.1"),
      ("0", "0.0.0.0"), ("10.258", "10.0.1.2"), ("255.255.255.255", "255.255.255.255"),
      ("4294967295", "255.255.255.255"),
      ("::ffff:127.0.0.1", "127.0.0.1"), ("::FFFF:7f00:1", "127.0.0.1"), ("::1", "0:0:0:0:0:0:0:1"),
      ("fe80::1", "fe80:0:0:0:0:0:0:1"),
    ])
  func reading(text: String, expected: String) { #expect(NetworkAddress(text)?.description == expected) }

  @Test(
    "what is no address is none",
    arguments: [
      "", "localhost", "1.2.3.4.5", "256.0.0.1", "1.2.3.256", "4294967296", "1..2", ".1", "1.", "08", "0x7g", "-1",
      "+1",
      "1.2.3.4 ", "fe80::1%eth0", ":", "1:2:3", "::ffff:999.0.0.1", "a.1", "99999999999999999999", "١",
    ])
  func names(text: String) { #expect(NetworkAddress(text) == nil) }

  @Test(
    "an address of IPv4 inside one of IPv6 is found",
    arguments: [
      ("64:ff9b::7f00:1", "127.0.0.1"), ("2002:7f00:1::", "127.0.0.1"), ("::ffff:0:127.0.0.1", "127.0.0.1"),
      ("::169.254.169.254", "169.254.169.254"),
    ])
  func embedded(text: String, expected: String) {
    #expect(NetworkAddress(text)?.embedded?.description == expected)
  }

  @Test("an address that leads to itself holds no other", arguments: ["10.0.0.1", "::1", "2001:db8::1", "::"])
  func plain(text: String) throws { #expect(try #require(NetworkAddress(text)).embedded == nil) }

  @Test(
    "ranges hold what they cover",
    arguments: [
      ("127.0.0.0/8", "127.255.0.1", true), ("127.0.0.0/8", "128.0.0.1", false), ("10.0.0.0/9", "10.127.0.1", true),
      ("10.0.0.0/9", "10.128.0.1", false), ("0.0.0.0/0", "1.2.3.4", true), ("10.0.0.7", "10.0.0.7", true),
      ("10.0.0.7", "10.0.0.6", false), ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false),
      ("::/0", "10.0.0.1", false), ("10.1.128.0/17", "10.1.255.255", true),
      ("10.1.128.0/17", "10.1.127.255", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
      ("127.0.0.0/8", "::ffff:127.0.0.1", true),
    ])
  func ranges(range: String, address: String, holds: Bool) throws {
    #expect(try #require(NetworkRange(range)).contains(try #require(NetworkAddress(address))) == holds)
  }

  @Test(
    "what is no range is none",
    arguments: [
      "", "/8", "127", "127.1/8", "10.0.0.0/33", "10.0.0.0/-1", "a/8", "::/129", "1.1.1.1/8/8", "1.1.1.1/", "010.0.0.1",
    ])
  func noRanges(text: String) { #expect(NetworkRange(text) == nil) }

  @Test("only the usual form is plain", arguments: ["127.1", "0x7f.0.0.1", "127.0.0.01", "2130706433", "a"])
  func plainOnly(text: String) { #expect(NetworkAddress(plain: text) == nil) }
}
