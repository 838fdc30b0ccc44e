import Foundation
import PolderCore
package import PolderPassword

/// Where the password of the first user, `root`, comes from.
package enum RootPassword: Sendable, Hashable {
  /// A random one, told once.
  case generated
  /// The one given.
  case plain(String)
  /// The one whose bcrypt hash was given.
  case hashed(String)

  /// Reads `POLDER_ROOT_PASSWORD`, else the incumbent's `V6_INIT_SUPER_PASS_HASHED_FILE` and
  /// `V6_INIT_SUPER_PASS_HASHED`; without any of them a password is generated.
  package init(environment: [String: String]) throws {
    if let password = environment["POLDER_ROOT_PASSWORD"] {
      guard (8...128).contains(password.count), !password.utf8.contains(0) else {
        throw Self.invalid("POLDER_ROOT_PASSWORD", "It has to have 8 to 128 characters.")
      }
      self = .plain(password)
    } else if let path = environment["V6_INIT_SUPER_PASS_HASHED_FILE"] {
      self = .hashed(try Self.read(path))
    } else if let hash = environment["V6_INIT_SUPER_PASS_HASHED"] {
      self = .hashed(hash.trimmingCharacters(in: .whitespacesAndNewlines))
    } else {
      self = .generated
    }
  }

  /// The hash for the database, and the password itself when it was generated.
  package func resolve(_ passwords: Passwords) async throws -> (hash: String, generated: String?) {
    switch self {
    case .plain(let password): return (try await passwords.hash(password), nil)
    case .generated:
      let password = Self.random()
      return (try await passwords.hash(password), password)
    case .hashed(let text):
      guard let hash = BcryptHash(text), hash.isCurrent else {
        throw Self.invalid("V6_INIT_SUPER_PASS_HASHED", "It is not a bcrypt hash that starts with $2b$.")
      }
      guard try await !passwords.verify("", against: hash.text) else {
        throw Self.invalid("V6_INIT_SUPER_PASS_HASHED", "It is the hash of an empty password.")
      }
      return (hash.text, nil)
    }
  }

  /// Four groups of five characters that are not mistaken for one another, with every kind that the rules ask for.
  static func random() -> String {
    let alphabet = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    var generator = SystemRandomNumberGenerator()
    while true {
      let groups = (0..<4).map { _ in
        String((0..<5).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
      }
      let password = groups.joined(separator: "-")
      if password.contains(where: \.isUppercase), password.contains(where: \.isLowercase),
        password.contains(where: \.isNumber)
      {
        return password
      }
    }
  }

  private static func read(_ path: String) throws -> String {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw invalid("V6_INIT_SUPER_PASS_HASHED_FILE", "The file \(path) can not be read.")
    }
    defer { file.closeFile() }
    let data = try file.read(upToCount: 4_096) ?? Data()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func invalid(_ variable: String, _ reason: String) -> PolderError {
    PolderError(
      .rootPasswordInvalid, "The password for the user root is refused. \(reason)", object: variable,
      nextStep: "Correct the variable, or unset it to have a password generated.")
  }
}
