import Foundation
import PolderCore

/// The file by which the VPN client joins: as the server gave it, for the node's user alone. It holds a private key, so
/// nothing of it is ever told.
struct VPNFile: Sendable {
  /// The incumbent's name of it.
  static let name = "vpn-config.ovpn.conf"
  /// A configuration with its certificates has some ten kilobytes.
  static let mostBytes = 256 << 10

  /// Where it lies; the VPN client sees this folder and nothing else.
  let folder: String

  var path: String { folder + "/" + Self.name }

  /// Whether an earlier configuration is there and may be used.
  var isUsable: Bool {
    // One that can not be read is as none: the server gives another.
    guard let bytes = try? RunFile.read(path, limit: Self.mostBytes) else { return false }
    return (try? Self.checked(String(decoding: bytes, as: UTF8.self))) != nil
  }

  /// Puts a configuration in place of the earlier one.
  /// - Parameter text: the server's
  /// - Throws: `PolderError` `node-vpn-configuration-unusable`, or when it can not be written
  func replace(with text: String) throws {
    let text = try Self.checked(text.replacing("\r\n", with: "\n"))
    try NodeFolders.makeFolder(folder)
    try DurableFile.replace(path, with: Array(text.utf8))
  }

  /// What lets the VPN client run programs, load code, write files or be steered: no configuration of a portal needs it,
  /// and whoever controls the server could act in the node's network by it.
  private static let refused: Set = [
    "up", "down", "route-up", "route-pre-down", "ipchange", "tls-verify", "tls-crypt-v2-verify", "client-connect",
    "client-disconnect", "client-crresponse", "learn-address", "auth-user-pass-verify", "plugin", "iproute", "config",
    "log", "log-append", "status", "writepid", "cd", "chroot", "management", "dns-updown", "engine", "providers",
    "pkcs11-providers", "replay-persist", "ifconfig-pool-persist", "tls-export-cert", "genkey", "tmp-dir",
  ]

  /// Refuses what is none, and what would do more than join.
  private static func checked(_ text: String) throws -> String {
    guard !text.isEmpty, text.utf8.count <= mostBytes else { throw unusable("It is empty, or too long.") }
    guard !text.utf8.contains(0) else { throw unusable("It is no text.") }
    // By bytes, as the client reads it: it passes over a mark at the beginning, ends lines at a line feed alone, and takes
    // every other white space of ASCII for what stands between words.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = text.utf8.starts(with: mark) ? text.utf8.dropFirst(mark.count) : text.utf8[...]
    for line in bytes.split(separator: 10) {
      let written = line.split { $0 == 32 || (9...13).contains($0) }
      // A word ends at its closing quote for the client, whatever follows; no portal quotes the name of an option.
      if written.first?.contains(where: { $0 == 34 || $0 == 39 || $0 == 92 }) == true {
        throw unusable("It quotes the name of an option.")
      }
      var words = written.map { plain(Substring($0)) }
      // What follows is taken by the client as if it stood alone.
      while words.count > 2, words[0] == "setenv", words[1] == "opt" { words.removeFirst(2) }
      // A line of a certificate is one word.
      guard let first = words.first, words.count > 1 else { continue }
      let isScript = first == "script-security" && !["0", "1"].contains(words[1])
      guard !refused.contains(first), !isScript else {
        throw unusable("It holds `\(first)`, which no node takes from a server.")
      }
    }
    return text
  }

  /// A word as the VPN client reads it, which knows quotes and backslashes.
  private static func plain(_ word: Substring) -> String {
    let text = word.filter { !"\"'\\".contains($0) }
    return (text.hasPrefix("--") ? String(text.dropFirst(2)) : String(text)).lowercased()
  }

  private static func unusable(_ message: String) -> PolderError {
    PolderError(
      .vpnConfigurationUnusable, "The VPN's configuration can not be used. \(message)", object: "GET /vpn",
      nextStep: "Ask the server's administrator what its VPN portal gives out.")
  }
}
