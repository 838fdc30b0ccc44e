import PolderCore
import PolderTransport

/// Whether the server means the same as what was set up: a contradiction is told, and never settled by what it says.
struct EncryptionAgreement: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// Holds what was set up against the collaboration of a task.
  /// - Returns: the collaboration, also that of a study alone; nil where the user may not look at that
  /// - Throws: `PolderError` `client-encryption-contradiction`
  func check(isEncrypting: Bool, collaboration: CollaborationID?, study: StudyID?) async throws -> CollaborationID? {
    if let known = defaults.collaboration?.collaboration, known.id == collaboration, known.encrypted == isEncrypting {
      return collaboration
    }
    var id = collaboration
    if id == nil, let study {
      id = try await seen { try await caller.call(GetStudy.self, path: study).collaboration?.id }
    }
    guard let id else { return nil }
    let found = try await seen { try await caller.call(GetCollaboration.self, path: id) }
    guard let found, found.encrypted != isEncrypting else { return id }
    throw PolderError(
      "client-encryption-contradiction",
      isEncrypting
        ? "Encryption is set up, and the server says that the collaboration is not encrypted. Nothing was sent."
        : "The server says that the collaboration is encrypted, and no encryption is set up. Nothing was sent.",
      object: "collaboration \(id)",
      nextStep: isEncrypting
        ? "Ask the other organizations. If it is true, call `setupEncryption` with nil."
        : "Call `setupEncryption` with the private key of your organization.")
  }

  /// What the server shows; nil where the user may not look at it, which is no contradiction: with encryption set up the
  /// input is sealed, without it the server takes none for an encrypted collaboration.
  private func seen<Value>(_ ask: () async throws -> Value?) async throws -> Value? {
    do {
      return try await ask()
    } catch let refusal as RequestRefusal where [401, 403, 404].contains(refusal.status) {
      return nil
    }
  }
}
