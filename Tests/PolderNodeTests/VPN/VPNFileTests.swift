import Foundation
import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the file by which the VPN client joins")
struct VPNFileTests {
  private let place: TemporaryFolder
  private let file: VPNFile

  init() throws {
    place = try TemporaryFolder("vpn")
    file = VPNFile(folder: "\(place.path)/vpn")
  }

  private func text() -> String {
    String(decoding: FileManager.default.contents(atPath: file.path) ?? Data(), as: UTF8.self)
  }

  @Test("it has the incumbent's name and plain ends of lines, and is for the node's user alone")
  func written() throws {
    #expect(!file.isUsable)
    try file.replace(with: "client\r\n<key>1</key>\r\n")
    #expect(file.path.hasSuffix("/vpn-config.ovpn.conf"))
    #expect(text() == "client\n<key>1</key>\n")
    #expect(FileStatus(path: file.path)?.rights == 0o600)
    #expect(FileStatus(path: file.folder)?.rights == 0o700)
    #expect(file.isUsable)
    try file.replace(with: "client\n<key>2</key>\n")
    #expect(text() == "client\n<key>2</key>\n")
  }

  @Test("what a portal gives is taken, with certificates and many servers")
  func real() throws {
    let text = """
      dev tun
      client
      nobind
      remote-cert-tls server
      script-security 0
      <ca>
      -----BEGIN CERTIFICATE-----
      UP==
      -----END CERTIFICATE-----
      </ca>
      remote vpn.example.org 1194 udp
      setenv opt block-outside-dns
      # up is a word of its own here
      """
    try file.replace(with: text)
    #expect(self.text() == text)
  }

  @Test(
    "what would run a program, load code or write files in the client is refused, however it is written",
    arguments: [
      "up /bin/sh", "up\u{B}x", "up\rx", "  DOWN \"/bin/sh -c x\"", "\"up\" x", "u\\p x", "--up x", "plugin a.so",
      "script-security 2",
      "script-security \"3\" system", "tls-verify x", "log-append /mnt/vpn/x", "config other.conf",
      "management 0.0.0.0 1", "route-up x", "auth-user-pass-verify x via-env", "\"up\"/bin/sh", "'script-security'2",
      "setenv opt up /bin/sh", "--setenv opt setenv opt script-security 2", "tmp-dir /mnt/vpn",
    ])
  func refused(_ line: String) throws {
    let error = #expect(throws: PolderError.self) { try file.replace(with: "client\n\(line)\nnobind\n") }
    #expect(error?.code == .vpnConfigurationUnusable)
    #expect(!file.isUsable)
  }

  @Test("a mark at the beginning hides nothing")
  func mark() {
    let error = #expect(throws: PolderError.self) { try file.replace(with: "\u{FEFF}up /bin/sh\n") }
    #expect(error?.code == .vpnConfigurationUnusable)
  }

  @Test("nothing, too much and what is no text are refused, and what is there stays")
  func nonsense() throws {
    try file.replace(with: "client\n")
    for text in ["", "a\0b", String(repeating: "x\n", count: VPNFile.mostBytes)] {
      let error = #expect(throws: PolderError.self) { try file.replace(with: text) }
      #expect(error?.code == .vpnConfigurationUnusable)
    }
    #expect(text() == "client\n")
  }

  @Test("an earlier file that no server gave is not used")
  func earlier() throws {
    try NodeFolders.makeFolder(file.folder)
    try Data("up /bin/sh\n".utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(!file.isUsable)
  }
}
