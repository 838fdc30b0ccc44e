import Foundation
import PolderCore
package import PolderHTTP
import PolderPassword
package import PolderService

/// What a server is set to.
public struct ServerSettings: Sendable {
  /// The address to listen at.
  public var host = "127.0.0.1"
  /// The port to listen at; 0 takes any that is free.
  public var port = 7601
  /// What stands before every path.
  public var prefix = "/api"
  /// The database, for instance `sqlite:////var/lib/polder/server.sqlite`; `sqlite://` is one in memory.
  public var databaseURI = "sqlite:///default.sqlite"
  /// Where relative paths of the database begin.
  public var dataFolder = "."
  /// The secret under which tokens are signed; nil for one that is made once and kept in the database.
  public var tokenSecret: String?
  /// The origins that browsers may come from; `*` stands for any.
  public var origins = ["*"]
  /// Whether the audit log tells of reads too, and not only of changes and refusals.
  public var auditsReads = true
  /// The most bytes of a request's body.
  public var bodyLimit = 64 << 20
  /// How often one address may try passwords and recovery codes in a minute without success; nil for any number.
  public var attemptsPerMinute: Int? = 120
  /// How long requests that are being answered may take once the server is told to end; then they are cut off.
  public var endLimit = Duration.seconds(60)
  /// The port for Prometheus; nil for no metrics. 0 takes any that is free.
  public var metricsPort: Int?
  /// What to tell about the settings when the server starts.
  public package(set) var warnings: [String] = []

  /// The portal of the VPN; nil without a VPN.
  package var vpn: VPNSettings?
  /// The files of the certificate; nil for plain HTTP.
  package var tls: TLSFiles?
  /// The proxies that are believed.
  package var proxies = TrustedProxies()
  /// How long tokens are good for.
  package var lifetimes = TokenLifetimes()
  /// When an account is locked.
  package var loginPolicy = LoginPolicy()
  /// The second factor of logins.
  package var secondFactor = SecondFactorPolicy()
  /// How mails to users leave; nil when none are sent.
  package var mail: MailSettings?
  /// What brings mails to the mail server, in place of libcurl.
  package var mailTransport: (any MailTransport)?
  /// How long the token of a recovery mail is good for.
  package var recoveryLifetime = Duration.seconds(60 * 60)
  /// The address for questions that mails name.
  package var supportEmail = "support@vantage6.ai"
  /// The bcrypt cost of people's passwords.
  package var passwordCost = Passwords.passwordCost
  /// How algorithm stores are called.
  package var stores = StoreClient()
  /// How large inputs and results are kept.
  package var largeData = LargeData()
  /// When the data of runs is removed.
  package var retention = RetentionSettings()
  /// Where the password of the first user comes from.
  package var rootPassword = RootPassword.generated

  /// Settings for tests and demonstrations: loopback only.
  public init() {}

  /// Whether connections are encrypted.
  public var isSecure: Bool { tls != nil }

  /// The database as people may read it: the path of a file, or an address without its password.
  public var shownDatabase: String {
    // What is no address is shown without what may be a password in it.
    (try? DatabaseAddress(uri: databaseURI, folder: dataFolder)).map { "\($0)" } ?? "?"
  }

  /// Takes this password for the first user instead of a generated one.
  public mutating func setRootPassword(_ password: String) { rootPassword = .plain(password) }
}
