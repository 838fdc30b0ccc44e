package import PolderPassword
package import PolderSQL

/// What the handlers of the server share.
package struct ServerContext: Sendable {
  /// The database, for what happens before the transaction of a request.
  package let database: any Database
  /// Threads that hash and check passwords.
  package let passwords: Passwords
  /// Makes and reads tokens.
  package let tokens: TokenMint
  /// Finds nodes by their keys.
  package let nodeKeys: NodeKeys
  /// When an account is locked.
  package let loginPolicy: LoginPolicy
  /// What stands before every path: `/api`, or nothing.
  package let prefix: String
  /// Whether the configuration speaks of a VPN.
  package let isVPNConfigured: Bool
  /// To be called after a commit that changes who is in which room: members, rules, nodes, collaborations.
  package let roomsChanged: @Sendable () -> Void

  /// What the handlers share.
  package init(
    database: any Database, passwords: Passwords, tokens: TokenMint, loginPolicy: LoginPolicy = .init(),
    prefix: String = "/api", isVPNConfigured: Bool = false, roomsChanged: @escaping @Sendable () -> Void = {}
  ) {
    self.database = database
    self.passwords = passwords
    self.tokens = tokens
    nodeKeys = NodeKeys(secret: tokens.secret)
    self.loginPolicy = loginPolicy
    self.prefix = prefix
    self.isVPNConfigured = isVPNConfigured
    self.roomsChanged = roomsChanged
  }

  /// The authenticator for these tokens.
  package var authenticator: ServerAuthenticator { ServerAuthenticator(tokens: tokens, database: database) }

  /// The address of something of the API, for instance `/api/user/3`.
  package func link(_ path: String) -> String { prefix + "/" + path }
}
