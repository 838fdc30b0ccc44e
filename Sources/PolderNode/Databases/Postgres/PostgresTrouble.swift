import PolderSQL
import PolderService

/// Why nobody could log in at a PostgreSQL database, in words for people.
struct PostgresTrouble: Sendable, Hashable {
  let state: CheckItem.State
  let message: String
  let nextStep: String
  /// How far the attempt came; nil when it was none.
  let answer: DatabaseReport.Answer?

  private init(
    _ state: CheckItem.State, _ message: String, _ nextStep: String, _ answer: DatabaseReport.Answer?
  ) {
    (self.state, self.message, self.nextStep, self.answer) = (state, message, nextStep, answer)
  }

  /// An address whose account can not be told for certain: nothing of it may be sent or shown.
  static let ambiguous = PostgresTrouble(
    .error, "Its address can be read in more than one way.",
    "Write characters such as @ / ? of a user name or password as %40 %2F %3F, or put them under `env`.", nil)

  /// What an attempt ended with.
  init(_ error: any Error) {
    let words = (error as? SQLError)?.message ?? "\(error)"
    if let known = Self.known.first(where: { $0.signs.contains { words.contains($0) } }) {
      self = known.trouble
    } else {
      let line = words.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
      self.init(
        .warning, "The names of its columns can not be told: \(line.prefix(400))",
        "Researchers see no columns of it; algorithms may read it all the same.", .connection)
    }
  }

  /// By the words of libpq and of the server in English; of another language the words themselves are shown.
  private static let known: [(signs: [String], trouble: PostgresTrouble)] = [
    (
      ["client library is needed"],
      PostgresTrouble(
        .warning, "PostgreSQL's client library (libpq.so.5) is not on this machine: nobody can log in to look.",
        "Install it, for instance with: apt-get install libpq5", nil)
    ),
    (
      ["could not translate host name"],
      PostgresTrouble(
        .warning, "The host of its address is not known here.", "Check the host in the `uri`, and the names' service.",
        .nobody)
    ),
    (
      [
        "Connection refused", "timeout expired", "No route to host", "Network is unreachable",
        "No such file or directory", "server closed the connection unexpectedly",
      ],
      PostgresTrouble(
        .warning, "Nobody answers at its address.", "Check host and port in the `uri`, and the way there.", .nobody)
    ),
    (
      ["no password supplied"],
      PostgresTrouble(.error, "It wants a password, and none is given.", account, .connection)
    ),
    (
      ["authentication failed", "\" is not permitted to log in"],
      PostgresTrouble(.error, "It refuses the user name or the password.", account, .connection)
    ),
    (
      ["no pg_hba.conf entry", "pg_hba.conf rejects"],
      PostgresTrouble(
        .error, "It does not let this user in from this machine.",
        "Have its administrator add user, database and this machine to pg_hba.conf; where it wants TLS, add "
          + "sslmode=require to the `uri`.", .connection)
    ),
    (
      ["permission denied for database"],
      PostgresTrouble(
        .error, "The user may not connect to this database.",
        "Have its administrator grant CONNECT on the database, or name another one.", .connection)
    ),
    (
      ["FATAL:  role \"", "FATAL: role \""],
      PostgresTrouble(.error, "It does not know the user.", account, .connection)
    ),
    (
      ["FATAL:  database \"", "FATAL: database \""],
      PostgresTrouble(
        .error, "There is no such database at this server.",
        "Correct the name of the database at the end of the `uri`.", .connection)
    ),
  ]

  private static let account =
    "Correct user and password in the `uri`, or `user` and `password` under `env` of the database."
}
