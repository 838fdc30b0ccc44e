import Foundation
import Glibc
import Logging
import PolderCore

@testable import PolderNode

/// A real SSH server on the loopback interface, with keys of its own, that lets one key in and forwards ports.
struct RealSSHServer: Sendable {
  static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Whether this machine has the programs, and the folder that the server wants when it runs as root.
  static let isThere =
    ["sshd", "ssh", "ssh-keygen"].allSatisfy { HelperProcess.find($0, path: path) != nil }
    && (geteuid() != 0 || mkdir("/run/sshd", 0o755) == 0 || errno == EEXIST)

  let folder: TemporaryFolder
  let port: Int
  let user: String

  init(_ folder: TemporaryFolder) async throws {
    self.folder = folder
    port = try FreePort.find()
    guard let entry = getpwuid(geteuid()) else { throw PolderError("test-no-user", "This user has no name.") }
    user = String(cString: entry.pointee.pw_name)
    for name in ["host", "client", "other"] { try await Self.key("\(folder.path)/\(name)") }
    try folder.write(folder.text("client.pub") ?? "", to: "authorized")
    try folder.write(
      """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder.path)/host
      AuthorizedKeysFile \(folder.path)/authorized
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      UsePAM no
      StrictModes no
      PidFile none

      """, to: "sshd_config")
  }

  /// How it is started.
  var command: HelperCommand {
    HelperCommand(
      name: "sshd", program: "sshd", arguments: ["-D", "-e", "-f", "\(folder.path)/sshd_config"],
      readyWord: "Server listening on 127.0.0.1")
  }

  /// A tunnel through it to a port of this machine.
  func tunnel(_ name: String, to destination: Int, key: String = "host", bind: Int = 1) throws -> SSHTunnel {
    let parts = (folder.text("\(key).pub") ?? "").split(separator: " ")
    return SSHTunnel(
      hostname: name, server: .init(host: "127.0.0.1", port: port), serverKey: "\(parts[0]) \(parts[1])", user: user,
      keyPath: "\(folder.path)/client", bind: .init(host: "127.0.0.1", port: bind),
      destination: .init(host: "127.0.0.1", port: destination))
  }

  private static func key(_ path: String) async throws {
    let command = HelperCommand(
      name: "ssh-keygen", program: "ssh-keygen", arguments: ["-q", "-t", "ed25519", "-N", "", "-f", path],
      readyWord: "\0")
    _ = try await HelperProcess(command).run {}
  }
}
