extension PostgresDatabase {
  /// How a server is used.
  public struct Options: Sendable {
    /// How many transactions may read at the same time, each over a connection of its own.
    public var readers = 8
    /// How many different statements a connection keeps prepared.
    public var keptStatements = 512
    /// How many writes may share one commit.
    public var groupLimit = 48
    /// After how many seconds the server gives a statement up; 0 is never.
    public var statementTimeout = 60
    /// After how many seconds the wait for another program's transaction is given up; 0 is never.
    public var lockTimeout = 15
    /// For how many seconds to try to reach a server that does not answer.
    public var patience = 10.0
    /// How often a transaction is tried when it is in another's way or the connection is lost.
    public var attempts = 5
    /// What the server's list of connections calls this program.
    public var applicationName = "polder"

    /// The defaults.
    public init() {}

    /// libpq's settings: what stands before the address may be changed by it, what stands behind may not.
    func settings(for address: PostgresAddress) -> [(String, String)] {
      [
        ("application_name", applicationName), ("connect_timeout", "10"), ("keepalives_idle", "30"),
        ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
        ("dbname", address.connection), ("client_encoding", "UTF8"),
      ]
    }

    /// The settings of a session. A transaction that a stopped process left open ends by itself.
    var session: String {
      """
      SET standard_conforming_strings = on; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex'; \
      SET extra_float_digits = 1; SET client_min_messages = 'error'; \
      SET statement_timeout = '\(statementTimeout)s'; SET lock_timeout = '\(lockTimeout)s'; \
      SET idle_in_transaction_session_timeout = '30s'
      """
    }
  }
}
