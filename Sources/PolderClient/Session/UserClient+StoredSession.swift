extension UserClient {
  /// The session as another process can go on with it; nil when nobody is logged in.
  public var storedSession: StoredSession? {
    get async { await session.tokens.stored }
  }

  /// Goes on with a session that was stored, in place of the present one; nothing is asked for. What was set up is
  /// forgotten.
  /// - Parameters:
  ///   - stored: the session
  ///   - onRenewal: told the session at each renewal, before its new tokens are used: the old ones soon end
  public func resume(
    _ stored: StoredSession, onRenewal: (@Sendable (StoredSession) async -> Void)? = nil
  ) async {
    await session.resume(stored, onRenewal: onRenewal)
  }
}
