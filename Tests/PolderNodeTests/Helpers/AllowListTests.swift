import Testing

@testable import PolderNode

@Suite("the filter for hosts outside")
struct AllowListTests {
  private func lines(_ list: AllowList) -> [String] { list.squidText().split(separator: "\n").map(String.init) }

  @Test("one name is enough, and everything else is denied")
  func one() throws {
    let lines = lines(AllowList(domains: ["a.example"], addresses: [], ports: [443]))
    #expect(lines.contains("acl whitelist_domain dstdomain -n a.example"))
    #expect(lines.contains("acl allowed_ports port 443"))
    let rules = lines.filter { $0.hasPrefix("http_access") }
    #expect(
      rules == [
        "http_access deny !allowed_ports", "http_access deny near_ranges", "http_access allow whitelist_domain",
        "http_access deny all",
      ])
  }

  @Test("one address is enough")
  func oneAddress() {
    let rules = lines(AllowList(domains: [], addresses: ["10.1.0.0/16"], ports: [])).filter {
      $0.hasPrefix("http_access")
    }
    #expect(
      rules == [
        "http_access deny !allowed_ports", "http_access allow whitelist_ip", "http_access deny near_ranges",
        "http_access deny all",
      ])
  }

  @Test("nothing listed lets nothing out")
  func nothing() {
    let list = AllowList(domains: [], addresses: [], ports: [])
    #expect(list.isEmpty)
    #expect(!list.squidText().contains("http_access allow"))
  }

  @Test("without ports those of the web are meant")
  func ports() { #expect(AllowList(domains: [], addresses: [], ports: []).ports == [80, 443]) }

  @Test("names that another one covers, or that stand twice, are written once: squid would refuse the list")
  func covered() {
    let list = AllowList(
      domains: [".Example.org", "www.example.org", ".sub.example.org", "example.org", "example.com", "example.com"],
      addresses: [], ports: [])
    let names = lines(list).filter { $0.hasPrefix("acl whitelist_domain") }.compactMap { $0.split(separator: " ").last }
    #expect(names == [".example.org", "example.com"])
  }
}
