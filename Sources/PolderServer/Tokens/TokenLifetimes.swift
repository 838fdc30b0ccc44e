package import PolderService

/// How long tokens are good for.
package struct TokenLifetimes: Sendable {
  /// Of access tokens.
  package var access: Duration
  /// Of refresh tokens.
  package var refresh: Duration

  /// Lifetimes; by default 6 and 48 hours.
  package init(access: Duration = .seconds(6 * 3_600), refresh: Duration = .seconds(48 * 3_600)) {
    self.access = access
    self.refresh = refresh
  }

  /// Reads `token_expires_hours` and `refresh_token_expires_hours`; what is too short, or no number, counts as absent,
  /// as in the contract, and is told through `warn`.
  package init(_ configuration: Configuration, warn: (String) -> Void) {
    self.init()
    if let access = Self.read(configuration, "token_expires_hours", least: .seconds(1_800), warn) {
      self.access = access
    }
    let least = access + .seconds(1)
    if let refresh = Self.read(configuration, "refresh_token_expires_hours", least: least, warn) {
      self.refresh = refresh
    }
    if refresh < least { refresh = least }
  }

  private static func read(
    _ configuration: Configuration, _ key: String, least: Duration, _ warn: (String) -> Void
  ) -> Duration? {
    guard configuration.has(key) else { return nil }
    // What is no number counts as absent.
    guard let hours = try? configuration.double(key, in: 0...87_600), Duration.seconds(hours * 3_600) >= least else {
      warn("The value of `\(key)` is not a number of hours, or too short; the default is used.")
      return nil
    }
    return .seconds(hours * 3_600)
  }
}
