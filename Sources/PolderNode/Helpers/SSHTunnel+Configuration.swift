import PolderCore
import PolderHTTP
public import PolderService

extension SSHTunnel {
  private static let kinds = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// Reads one entry of `ssh-tunnels`.
  /// - Throws: `PolderError` that names the key, its line and what to do
  public init(_ section: Configuration) throws {
    try section.requireKnown(["hostname", "ssh", "tunnel"])
    let hostname = try section.requiredString("hostname", "the name by which algorithms reach the tunnel")
    guard HelperSettings.isHostName(hostname), hostname.utf8.count <= 63, !hostname.contains(".") else {
      throw section.invalid("hostname", "at most 63 letters, digits, dashes and underscores")
    }
    guard let ssh = try section.section("ssh") else { throw section.missing("ssh", "the server and who logs in") }
    try ssh.requireKnown(["host", "port", "fingerprint", "identity"])
    guard let identity = try ssh.section("identity") else { throw ssh.missing("identity", "who logs in, and the key") }
    try identity.requireKnown(["username", "key"])
    guard let tunnel = try section.section("tunnel") else { throw section.missing("tunnel", "where it leads") }
    try tunnel.requireKnown(["bind", "dest"])
    self.init(
      hostname: hostname, server: try Self.endpoint(ssh, "host", port: 22), serverKey: try Self.serverKey(ssh),
      user: try Self.user(identity), keyPath: try Self.keyPath(identity),
      bind: try Self.endpoint(tunnel, in: "bind"), destination: try Self.endpoint(tunnel, in: "dest"))
  }

  private static func endpoint(_ tunnel: Configuration, in key: String) throws -> Endpoint {
    guard let section = try tunnel.section(key) else { throw tunnel.missing(key, "an address and a port") }
    try section.requireKnown(["ip", "port"])
    return try endpoint(section, "ip", port: nil)
  }

  private static func endpoint(_ section: Configuration, _ key: String, port usual: Int?) throws -> Endpoint {
    let host = try section.requiredString(key, "a name or an address")
    guard HelperSettings.isHostName(host) || NetworkAddress(plain: host) != nil else {
      throw section.invalid(key, "the name or the address of a machine")
    }
    guard let port = try section.int("port", in: 1...65_535) ?? usual else { throw section.missing("port", "a port") }
    return Endpoint(host: host, port: port)
  }

  /// A line as a file of known hosts has it behind the name of the host.
  private static func serverKey(_ ssh: Configuration) throws -> String {
    let text = try ssh.requiredString("fingerprint", "the public key of the SSH server")
    let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard parts.count >= 2, kinds.contains(parts[0]), let bytes = Base64.decode(parts[1].utf8), bytes.count >= 32 else {
      throw ssh.invalid(
        "fingerprint",
        "the server's key as `ssh-keyscan` prints it behind the name of the host: `ssh-ed25519 AAAA…`, and no hash of it"
      )
    }
    return "\(parts[0]) \(parts[1])"
  }

  private static func user(_ identity: Configuration) throws -> String {
    let user = try identity.requiredString("username", "who logs in at the SSH server")
    guard HelperSettings.isHostName(user) else {
      throw identity.invalid("username", "letters, digits, dots, dashes and underscores")
    }
    return user
  }

  private static func keyPath(_ identity: Configuration) throws -> String {
    let path = try identity.requiredString("key", "the file of the private key")
    guard path.unicodeScalars.allSatisfy({ $0.value >= 32 && $0 != "\"" }) else {
      throw identity.invalid("key", "the path of a file, without quotes")
    }
    return path
  }
}
