import Foundation
import Glibc
import PolderCore

extension SSHTunnel {
  /// What the program `ssh` says on its standard output once the tunnel listens.
  static let readyWord = "polder-tunnel-ready"

  /// The text of the program's configuration; nothing else of the machine or of its user is read.
  /// - Parameters:
  ///   - socket: the path of the socket at which the tunnel listens
  ///   - knownHosts: the path of the file that names the server's key
  ///   - key: the path of the private key
  /// - Returns: the text
  func configurationText(socket: String, knownHosts: String, key: String) -> String {
    """
    Host \(hostname)
      HostName \(server.host)
      Port \(server.port)
      User \(user)
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PubkeyAuthentication yes
      IdentityFile \(Self.quoted(key))
      IdentitiesOnly yes
      BatchMode yes
      LocalForward \(Self.quoted(socket)) \(Self.text(destination))
      ExitOnForwardFailure yes
      StreamLocalBindUnlink yes
      StreamLocalBindMask 0177
      StrictHostKeyChecking yes
      UserKnownHostsFile \(Self.quoted(knownHosts))
      GlobalKnownHostsFile /dev/null
      UpdateHostKeys no
      AddressFamily \(server.host.contains(":") ? "any" : "inet")
      ConnectTimeout 20
      ServerAliveInterval 10
      ServerAliveCountMax 3
      ControlMaster no
      ControlPath none
      ForwardAgent no
      ForwardX11 no
      PermitLocalCommand yes
      LocalCommand echo \(Self.readyWord)
      LogLevel ERROR

    """
  }

  /// The text of the file of known hosts: this server, and this key alone.
  var knownHostsText: String {
    let name = server.port == 22 ? server.host : "[\(server.host)]:\(server.port)"
    return "\(name) \(serverKey)\n"
  }

  /// Writes the files of this tunnel into a folder of its own, in place of those of an earlier start.
  /// - Parameters:
  ///   - folder: the folder, which is made where there is none
  ///   - socket: the path of the socket at which the tunnel listens
  /// - Returns: how to start it
  /// - Throws: `PolderError` when a file can not be written or the key not be used
  func prepare(in folder: String, socket: String) throws -> HelperCommand {
    try NodeFolders.makeFolder(folder)
    let (config, known) = ("\(folder)/config", "\(folder)/known_hosts")
    let key = try usableKey(folder)
    let text = configurationText(socket: socket, knownHosts: known, key: key)
    for (path, text) in [(config, text), (known, knownHostsText)] {
      // Only of an earlier start, so it may be missing.
      unlink(path)
      try RunFile.write(Array(text.utf8), to: path)
    }
    return HelperCommand(
      name: "ssh tunnel \(hostname)", program: Self.program, arguments: ["-N", "-T", "-F", config, hostname],
      readyWord: Self.readyWord)
  }

  /// The program.
  static let program = "ssh"

  /// The program refuses a key that others may read, as one does that is mounted into a container: then a copy serves.
  private func usableKey(_ folder: String) throws -> String {
    guard let bytes = try keyToCopy() else { return keyPath }
    let copy = "\(folder)/identity"
    unlink(copy)
    try RunFile.write(bytes, to: copy)
    return copy
  }

  /// Looks at the key.
  /// - Returns: its bytes where a copy has to serve; nil where the file itself does
  /// - Throws: `PolderError` `node-helper-key-unusable`
  func keyToCopy() throws(PolderError) -> [UInt8]? {
    let files = FileManager.default
    let path = URL(filePath: keyPath).resolvingSymlinksInPath().path
    // What can not be looked at is not there, for this user.
    guard let facts = try? files.attributesOfItem(atPath: path), let rights = facts[.posixPermissions] as? Int,
      let owner = facts[.ownerAccountID] as? Int, let size = facts[.size] as? Int
    else { throw unusableKey("There is no such file.") }
    if rights & 0o077 == 0, owner == Int(geteuid()) { return nil }
    guard size <= 64 << 10, let bytes = files.contents(atPath: path) else {
      throw unusableKey("The file can not be read.")
    }
    return Array(bytes)
  }

  private func unusableKey(_ message: String) -> PolderError {
    PolderError(
      .helperKeyUnusable, "\(message) It is the key of the tunnel `\(hostname)`.", object: keyPath,
      nextStep: "Name a private key without passphrase under `ssh-tunnels: … identity: key`.")
  }

  private static func text(_ endpoint: Endpoint) -> String {
    endpoint.host.contains(":") ? "[\(endpoint.host)]:\(endpoint.port)" : "\(endpoint.host):\(endpoint.port)"
  }

  /// A path as the program reads it: a percent sign would begin a token, a dollar with a brace a variable.
  static func quoted(_ path: String) -> String { "\"\(path.replacing("%", with: "%%"))\"" }
}
