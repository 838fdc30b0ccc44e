/// Proof that the authorizer allowed a request: only the authorizer makes one, and handlers can not act without.
public struct Grant: Sendable {
  /// The widest scope in which the caller acts, where the requirement asked for one.
  public let scope: Scope?
  /// Which requirement was fulfilled, for the audit log.
  public let reason: String

  init(scope: Scope?, reason: String) {
    self.scope = scope
    self.reason = reason
  }
}
