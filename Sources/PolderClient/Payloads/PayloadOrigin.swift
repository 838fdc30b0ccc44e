import PolderCore
import PolderCrypto

/// Where an input or a result belongs, which the server can not be asked to prove.
struct PayloadOrigin: Sendable {
  let kind: EnvelopeKind
  let run: RunID
  /// The organization that made it, asked for when it is needed.
  let sender: @Sendable () async throws -> OrganizationID?

  /// What errors name.
  var object: String { "run \(run)" }
}
