package import Logging
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
  /// The bcrypt cost of people's passwords.
  package let passwordCost: Int
  /// When failed proofs of passwords are answered.
  let refusalPace = RefusalPace()
  /// The second factor of logins.
  package let secondFactor: SecondFactorPolicy
  /// The mails to users; nil when the configuration names no mail server.
  package let mail: AccountMail?
  /// Calls algorithm stores.
  package let stores: StoreClient
  /// How large inputs and results are kept.
  package let largeData: LargeData
  /// What is remembered of memberships and rules.
  let memory = AccessMemory()
  /// What stands before every path: `/api`, or nothing.
  package let prefix: String
  /// Gives nodes what they need to join the VPN; nil without a VPN.
  let vpn: VPNPortal?
  /// Where the handlers log.
  package let logger: Logger
  /// To be called after a commit that changes who is in which room: members, rules, nodes, collaborations.
  package let roomsChanged: @Sendable () -> Void

  /// What the handlers share.
  package init(
    database: any Database, passwords: Passwords, tokens: TokenMint, loginPolicy: LoginPolicy = .init(),
    passwordCost: Int = Passwords.passwordCost, secondFactor: SecondFactorPolicy = .init(), mail: AccountMail? = nil,
    stores: StoreClient = .init(), largeData: LargeData = .init(), prefix: String = "/api",
    vpn: VPNSettings? = nil, logger: Logger = Logger(label: "polder.server"),
    roomsChanged: @escaping @Sendable () -> Void = {}
  ) {
    self.database = database
    self.passwords = passwords
    self.tokens = tokens
    nodeKeys = NodeKeys(secret: tokens.secret)
    self.loginPolicy = loginPolicy
    self.passwordCost = passwordCost
    self.secondFactor = secondFactor
    self.mail = mail
    self.stores = stores
    self.largeData = largeData
    self.prefix = prefix
    self.vpn = vpn.map { VPNPortal($0, logger: logger) }
    self.logger = logger
    self.roomsChanged = roomsChanged
  }

  /// Proves passwords as a login does.
  var passwordCheck: PasswordCheck { PasswordCheck(context: self) }

  /// The tokens of recovery mails.
  var recoveryTokens: RecoveryTokens { RecoveryTokens(secret: tokens.secret) }

  /// The authenticator for these tokens.
  package var authenticator: ServerAuthenticator {
    ServerAuthenticator(tokens: tokens, database: database, memory: memory)
  }

  /// The address of something of the API, for instance `/api/user/3`.
  package func link(_ path: String) -> String { prefix + "/" + path }
}
