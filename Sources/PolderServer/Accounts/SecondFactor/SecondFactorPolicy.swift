import PolderCrypto

/// Whether logins need a second factor, and what authenticator apps call it.
package struct SecondFactorPolicy: Sendable {
  /// Whether every login needs one: `two_factor_auth`.
  package var isRequired: Bool
  /// The server's name in the apps: `server_name`.
  package var serverName: String

  /// By default none is needed, and the name is the incumbent's.
  package init(isRequired: Bool = false, serverName: String = "cotopaxi") {
    self.isRequired = isRequired
    self.serverName = serverName
  }

  /// The address that a QR code shows for a user's secret.
  func address(secret: String, username: String) -> String {
    EnrolmentAddress.text(secret: secret, username: username, serverName: serverName)
  }
}
