import Testing

/// Options that can not be meant; none of these comes as far as changing a network.
@Suite struct VPNUsageTests {
  private static let sockets = ["--gate", "/none", "--door", "/none"]

  @Test(
    "a relay's options for the VPN belong together, and each has to be of its form",
    arguments: [
      ["--vpn", "10.76.0.0/16"], ["--vpn", "10.76.0.0/16", "--gate", "/none"], sockets, ["--user", "1:1"],
      sockets + ["--user", "1:1"], ["--vpn", "10.76.0.0/16", "--gate", "none", "--door", "/none"],
      ["--vpn", "10.76.0.0/16", "--gate", "/none", "--door", "127.0.0.1:1"], sockets + ["--vpn", "10.76.0.0"],
      sockets + ["--vpn", "10.76.0.0/7"], sockets + ["--vpn", "10.76.0.0/31"], sockets + ["--vpn", "10.76.0/16"],
      sockets + ["--vpn", "10.76.0.0.x/16"], sockets + ["--vpn", "10.76.0.0/+16"],
      sockets + ["--vpn", "10.76.0.256/16"],
      sockets + ["--vpn", "127.0.0.0/8"], sockets + ["--vpn", "0.0.0.0/8"], sockets + ["--vpn", "fd00::/16"],
      sockets + ["--vpn", "10.76.0.0/16", "--user", "1"], sockets + ["--vpn", "10.76.0.0/16", "--user", "a:b"],
      sockets + ["--vpn", "10.76.0.0/16", "--user", "1:4294967295"],
      sockets + ["--vpn", "10.76.0.0/16", "--user", "-1:1"],
    ])
  func relay(options: [String]) async throws {
    #expect(try await ShimProgram.run(["relay"] + options + ["--", "true"]).code == 64)
  }

  @Test(
    "a gate needs a folder and a subnet",
    arguments: [
      [], ["--folder", "/none"], ["--subnet", "10.76.0.0/16"], ["--folder", "none", "--subnet", "10.76.0.0/16"],
      ["--folder", "/none", "--subnet", "10.76.0.0"], ["--folder", "/none", "--subnet"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--connections", "0"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--connections", "4097"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--departures", "0"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--arrivals", "4097"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--interface", ""],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--ready", "here"],
      ["--folder", "/none", "--subnet", "10.76.0.0/16", "--other", "1"],
      ["--folder", "/" + String(repeating: "a", count: 100), "--subnet", "10.76.0.0/16"],
    ])
  func gate(options: [String]) async throws {
    #expect(try await ShimProgram.run(["gate"] + options).code == 64)
  }
}
