import PolderCore

/// The exit codes, as `docs/exit-codes.md` promises them.
enum ExitStatus {
  /// It did not work.
  static let failure: Int32 = 1
  /// What was looked at is not what it has to be: an audit log that was tampered with.
  static let data: Int32 = 65
  /// Another side does not answer, or what is needed is taken.
  static let unavailable: Int32 = 69
  /// A name, password or key was refused.
  static let permission: Int32 = 77
  /// The configuration is wrong.
  static let configuration: Int32 = 78
  /// Somebody interrupted it.
  static let interrupted: Int32 = 130

  /// What an error means for programs.
  static func of(_ code: PolderError.Code) -> Int32 {
    let name = code.rawValue
    if permissions.contains(name) || name.hasPrefix("token-") { return permission }
    if name == "audit-not-whole" { return data }
    if unavailables.contains(name) { return unavailable }
    if configurations.contains(name) || name.hasPrefix("service-configuration-") { return configuration }
    return failure
  }

  private static let permissions: Set = ["node-key-refused", "login-failed"]
  private static let unavailables: Set = [
    "database-busy", "node-already-running", "realtime-connect", "server-not-running", "server-port-in-use",
    "transport-interrupted",
    "transport-timeout", "transport-unreachable",
  ]
  private static let configurations: Set = [
    "disclosure-invalid-policy", "node-database-unusable", "node-encryption-mismatch", "node-unsupported",
    "server-address-unknown", "server-database-address-invalid", "server-port-forbidden",
    "server-root-password-invalid", "server-two-factor-missing", "service-log-file", "tls-files",
    "transport-bad-address",
  ]
}
