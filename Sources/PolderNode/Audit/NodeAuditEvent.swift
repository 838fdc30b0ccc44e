import PolderCore
import PolderService

/// What a node's audit log is told. None of it holds an input, a result, a token or a key.
enum NodeAuditEvent: Sendable, Hashable {
  /// The node starts, with this configuration; `former` is the hash of the one at the start before.
  case started(NodeAuditSettings, former: String?)
  /// The node has logged in at a server.
  case loggedIn(NodeIdentity, server: String)
  /// The node ends; the code of the error when one is the reason.
  case stopped(code: String?)
  /// The public key of the own organization was given to the server.
  case keyUploaded(fingerprint: String, former: String?)
  /// The public key of another organization was seen for the first time, or confirmed by a person, and is remembered.
  case keyPinned(OrganizationID, fingerprint: String)
  /// The server gives another public key of an organization than the remembered one.
  case keyChanged(OrganizationID, pinned: String, offered: String)
  /// Something happened to a run.
  case run(AuditedRun, RunAct)
}
