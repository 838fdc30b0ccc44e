package import PolderSQL

/// Secrets that the server makes for itself once and keeps in the database.
package enum ServerSecrets {
  /// The secret of a name; made by `make` when there is none yet.
  package static func value(_ name: String, _ transaction: Transaction, make: () -> String) throws -> String {
    if let kept = try find(name, transaction) { return kept }
    try transaction.execute(
      "INSERT INTO polder_secret (name, value) VALUES (\(name), \(make())) ON CONFLICT (name) DO NOTHING")
    guard let kept = try find(name, transaction) else {
      throw SQLError(.other, "The secret that was just kept is not there.")
    }
    return kept
  }

  /// So many random bytes as hexadecimal digits, from the system's generator for cryptography.
  package static func random(bytes: Int = 32) -> String {
    var generator = SystemRandomNumberGenerator()
    var text = ""
    for _ in 0..<bytes {
      let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
      text += digits.utf8.count == 1 ? "0" + digits : digits
    }
    return text
  }

  private static func find(_ name: String, _ transaction: Transaction) throws -> String? {
    try transaction.first("SELECT value FROM polder_secret WHERE name = \(name)")?.text(0)
  }
}
