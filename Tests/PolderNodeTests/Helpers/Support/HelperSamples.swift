import Foundation

@testable import PolderNode

/// Texts of configurations with helpers.
enum HelperSamples {
  /// The shape of a key of an SSH server; nobody has it.
  static let serverKey = Data(
    [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + [UInt8](repeating: 7, count: 32)
  ).base64EncodedString()

  /// A tunnel that nobody starts.
  static func plainTunnel(_ hostname: String, port: Int) -> SSHTunnel {
    SSHTunnel(
      hostname: hostname, server: .init(host: "bastion", port: 22), serverKey: "ssh-ed25519 \(serverKey)",
      user: "polder",
      keyPath: "/none/key", bind: .init(host: "0.0.0.0", port: port), destination: .init(host: "10.0.0.7", port: port))
  }

  /// A configuration with one tunnel.
  static func tunnel(
    hostname: String = "warehouse", server: String = "host: bastion, port: 2222", user: String = "polder",
    key: String = "/etc/polder/key", fingerprint: String = "ssh-ed25519 \(serverKey)",
    destination: String = "ip: 10.0.0.7, port: 5433"
  ) -> String {
    """
    ssh-tunnels:
      - hostname: \(hostname)
        ssh: {\(server), fingerprint: \(fingerprint), identity: {username: \(user), key: \(key)}}
        tunnel: {bind: {ip: 0.0.0.0, port: 5432}, dest: {\(destination)}}

    """
  }
}
