import PolderCore

/// The exit codes, as `docs/exit-codes.md` promises them.
enum ExitStatus {
  /// It did not work.
  static let failure: Int32 = 1
  /// What was asked about waits for a person's word.
  static let held: Int32 = 2
  /// The command line, or what it points to, was not understood.
  static let usage: Int32 = 64
  /// What was looked at is not what it has to be: an audit log that was tampered with, a key that is not the pinned one,
  /// a result that can not be opened.
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
    if name.hasPrefix("crypto-file-") { return failure }
    if datas.contains(name) || dataPrefixes.contains(where: name.hasPrefix) { return data }
    if usages.contains(name) { return usage }
    if unavailables.contains(name) { return unavailable }
    if configurations.contains(name) || name.hasPrefix("service-configuration-") { return configuration }
    return failure
  }

  /// What a refusal means for programs.
  static func of(_ refusal: RequestRefusal) -> Int32 {
    [401, 403].contains(refusal.status) || refusal.code.rawValue.hasPrefix("token-") ? permission : failure
  }

  private static let permissions: Set = [
    "client-code-needed", "client-enrolment-needed", "login-code-needed", "login-failed", "node-key-refused",
    "profile-none", "session-missing",
  ]
  private static let usages: Set = [
    "prompt-input", "prompt-input-file", "prompt-input-too-large", "prompt-no-input", "prompt-no-terminal",
    "prompt-not-json", "prompt-not-sure",
  ]
  private static let datas: Set = [
    "audit-not-whole", "client-encryption-contradiction", "client-other-key", "key-changed", "key-fingerprint-differs",
    "client-task-known", "encryption-downgraded", "key-statement-forged", "key-statement-malformed",
    "node-other-key", "result-no-task", "result-other-sender", "result-other-shape", "result-twice",
    "result-unreadable",
  ]
  private static let dataPrefixes = ["crypto-", "envelope-"]
  private static let unavailables: Set = [
    "client-store-unreachable", "client-wait-timeout", "database-busy", "node-already-running", "node-server-unknown",
    "realtime-connect", "runtime-engine-failed", "runtime-engine-unsuitable", "server-not-running",
    "server-port-in-use", "transport-interrupted", "transport-timeout", "transport-unreachable",
    "transport-unusable-answer",
  ]
  private static let configurations: Set = [
    "client-no-collaboration", "disclosure-invalid-policy", "key-pin-file-unreadable", "key-pin-file-unusable",
    "node-database-unusable", "node-encryption-mismatch", "profile-encryption", "profile-name",
    "profile-no-key", "profile-other-server", "profile-unknown", "profiles-unreadable",
    "prompt-file-exposed", "prompt-no-home",
    "server-address-unknown", "server-database-address-invalid", "server-port-forbidden",
    "server-root-password-invalid", "server-two-factor-missing", "service-log-file", "tls-files",
    "transport-bad-address", "transport-bad-settings",
  ]
}
