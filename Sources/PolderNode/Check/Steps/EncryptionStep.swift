import PolderCore
import PolderCrypto
public import PolderService

/// Whether node and server agree about encryption, and about the organization's key.
public struct EncryptionStep: NodeCheckStep {
  private static let name = "encryption"

  /// A step.
  public init() {}

  /// What is said about encryption.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard let configuration = facts.configuration else { return [] }
    var login: LoginFact?
    if case .success(let fact)? = facts.login { login = fact }
    if let login, login.isEncrypted != configuration.isEncrypted {
      return [
        CheckItem(
          Self.name, .error,
          "The server says that the collaboration is \(login.isEncrypted ? "" : "not ")encrypted; the configuration says "
            + "otherwise.", object: "encryption.enabled",
          nextStep: "Ask the other organizations which is true, and correct `encryption.enabled` if it is not.")
      ]
    }
    guard let key = facts.key else {
      return [CheckItem(Self.name, .ok, "The collaboration is not encrypted: the server can read inputs and results.")]
    }
    switch key {
    case .failure(let error): return [missing(error, configuration)]
    case .success(let fact): return [compared(fact, login, configuration)] + rights(fact)
    }
  }

  private func missing(_ error: PolderError, _ configuration: NodeConfiguration) -> CheckItem {
    CheckItem(
      Self.name, .error, error.message, object: error.object ?? "encryption.private_key",
      nextStep: "Put the organization's private key there or, when it has none yet: `polder node create-key`.")
  }

  private func rights(_ fact: KeyFact) -> [CheckItem] {
    guard fact.isReadableByOthers else { return [] }
    return [
      CheckItem(
        Self.name, .warning, "Others on this machine may read the private key.", object: fact.path,
        nextStep: "chmod 600 \(fact.path)")
    ]
  }

  private func compared(_ fact: KeyFact, _ login: LoginFact?, _ configuration: NodeConfiguration) -> CheckItem {
    let own = "The private key has the fingerprint \(fact.publicKey.fingerprint)"
    guard let login else {
      return CheckItem(
        Self.name, .warning, "\(own); it was not compared with the server's.", object: fact.path,
        nextStep: "See what is said about the login.")
    }
    guard !login.publicKey.isEmpty else {
      return CheckItem(
        Self.name, .warning, "\(own); the server has no key of the organization yet.", object: fact.path,
        nextStep: "Nothing: the node gives it the public half when it starts.")
    }
    // A key of the server that can not be read is another one.
    let theirs = try? PublicKey(encoded: login.publicKey)
    if theirs == fact.publicKey {
      return CheckItem(Self.name, .ok, "\(own), and is the one that the server has.", object: fact.path)
    }
    let other = theirs.map { "; the server has another key, \($0.fingerprint)." } ?? "; the server's key is unreadable."
    return CheckItem(
      Self.name, configuration.overwritesKey ? .warning : .error, own + other, object: fact.path,
      nextStep: configuration.overwritesKey
        ? "It is replaced when the node starts (`encryption.overwrite_key`). Remove that setting afterwards."
        : "Use the organization's own private key. If this is the new one: `polder node create-key --upload --overwrite`."
    )
  }
}
