import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("the files of an SSH tunnel")
struct SSHTunnelFileTests {
  private func tunnel(
    host: String = "bastion", port: Int = 2_222, key: String = "/etc/polder/key", destination: String = "10.0.0.7"
  ) -> SSHTunnel {
    SSHTunnel(
      hostname: "warehouse", server: .init(host: host, port: port), serverKey: "ssh-ed25519 AAAA", user: "polder",
      keyPath: key, bind: .init(host: "0.0.0.0", port: 5_432), destination: .init(host: destination, port: 5_433))
  }

  @Test("the configuration forwards one port, checks the server's key and asks nobody")
  func text() {
    let text = tunnel().configurationText(
      socket: "/d/100% one.sock", knownHosts: "/d/known_hosts", key: "/d/100% key")
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for line in [
      "Host warehouse", "HostName bastion", "Port 2222", "User polder", "PasswordAuthentication no",
      "PubkeyAuthentication yes", "IdentityFile \"/d/100%% key\"", "LocalForward \"/d/100%% one.sock\" 10.0.0.7:5433",
      "StrictHostKeyChecking yes", "UserKnownHostsFile \"/d/known_hosts\"", "AddressFamily inet",
      "ExitOnForwardFailure yes", "ServerAliveInterval 10", "ServerAliveCountMax 3", "BatchMode yes",
    ] { #expect(lines.contains(line), "\(line)") }
  }

  @Test("a port other than the usual one stands with the host's name in the file of known hosts")
  func knownHosts() {
    #expect(tunnel().knownHostsText == "[bastion]:2222 ssh-ed25519 AAAA\n")
    #expect(tunnel(port: 22).knownHostsText == "bastion ssh-ed25519 AAAA\n")
  }

  @Test("addresses of IPv6 are written as such")
  func version6() {
    var lines = tunnel(host: "2001:db8::1", destination: "2001:db8::2").configurationText(
      socket: "/s", knownHosts: "/k", key: "/i"
    ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    lines.removeAll { !$0.hasPrefix("LocalForward") && !$0.hasPrefix("AddressFamily") }
    #expect(lines == ["LocalForward \"/s\" [2001:db8::2]:5433", "AddressFamily any"])
  }

  @Test("each tunnel has files of its own, closed to others; a second start replaces them")
  func files() throws {
    let folder = try TemporaryFolder()
    try folder.write("key", to: "key")
    chmod(folder.path + "/key", 0o600)
    let tunnel = tunnel(key: folder.path + "/key")
    for _ in 0..<2 {
      let command = try tunnel.prepare(in: folder.path + "/one", socket: folder.path + "/one.sock")
      #expect(command.arguments == ["-N", "-T", "-F", folder.path + "/one/config", "warehouse"])
    }
    let config = try #require(folder.text("one/config"))
    #expect(config.contains("LocalForward \"\(folder.path)/one.sock\" 10.0.0.7:5433"))
    #expect(config.contains("IdentityFile \"\(folder.path)/key\""))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/one/config")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("a key that others may read is used as a copy that only the node may read")
  func exposedKey() throws {
    let folder = try TemporaryFolder()
    try folder.write("key", to: "key")
    chmod(folder.path + "/key", 0o644)
    _ = try tunnel(key: folder.path + "/key").prepare(in: folder.path + "/one", socket: "/s")
    #expect(folder.text("one/identity") == "key")
    #expect(folder.text("one/config")?.contains("\(folder.path)/one/identity") == true)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/one/identity")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("a missing key is told with the tunnel's name")
  func missingKey() async throws {
    let folder = try TemporaryFolder()
    let error = await failure { try tunnel(key: folder.path + "/none").prepare(in: folder.path + "/one", socket: "/s") }
    #expect(error?.code == .helperKeyUnusable && error?.message.contains("warehouse") == true)
  }
}
