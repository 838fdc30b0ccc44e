import Foundation
import PolderCore
import PolderService

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
  /// What to tell about the settings when the server starts.
  public package(set) var warnings: [String] = []

  /// Whether the configuration speaks of a VPN.
  package var isVPNConfigured = false
  /// How long tokens are good for.
  package var lifetimes = TokenLifetimes()
  /// When an account is locked.
  package var loginPolicy = LoginPolicy()
  /// Where the password of the first user comes from.
  package var rootPassword = RootPassword.generated

  /// Settings for tests and demonstrations: loopback only.
  public init() {}

  /// Takes this password for the first user instead of a generated one.
  public mutating func setRootPassword(_ password: String) { rootPassword = .plain(password) }
}
