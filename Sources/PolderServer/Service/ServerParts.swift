import Hummingbird
import HTTPTypes
package import Logging
import NIOCore
package import PolderCore
package import PolderHTTP
package import PolderPassword
package import PolderSQL
package import PolderService
package import ServiceLifecycle

/// A server put together: database open and seeded, handlers bound, nothing listening yet.
package struct ServerParts: Sendable {
  /// The database.
  package let database: any PolderSQL.Database
  /// The sockets' hub.
  package let hub: SocketHub
  /// The sockets.
  package let sockets: ServerSockets
  /// What sends events.
  package let pump: OutboxPump
  /// What is done from time to time.
  package let chores: Chores
  /// What answers requests.
  package let dispatcher: Dispatcher
  /// What sends mails; nil when none are sent.
  package let mailWorker: MailWorker?
  /// What removes old data.
  package let retention: RetentionWorker
  /// What makes and reads tokens.
  package let tokens: TokenMint
  /// What goes into the audit log.
  package let audit: AuditQueue
  /// The certificate; nil for plain HTTP.
  package let identity: TLSIdentity?
  /// What is told to Prometheus.
  package let figures: ServerMetrics
  let realtime: RealtimeServerBuilder
  let ending: ServerEnding
  let generatedPassword: String?

  /// Puts a server together: opens and seeds its database.
  package init(
    _ settings: ServerSettings, logger: Logger, now: @escaping @Sendable () -> Timestamp, passwords: Passwords
  ) async throws {
    let database = try await DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder).open()
    do {
      try await self.init(settings, database, logger, now, passwords)
    } catch {
      try database.close()
      throw error
    }
  }

  /// Puts a server together over a database that is open.
  package init(
    _ settings: ServerSettings, _ database: any PolderSQL.Database, _ logger: Logger,
    _ now: @escaping @Sendable () -> Timestamp, _ passwords: Passwords
  ) async throws {
    self.database = database
    do {
      let prepared = try await ServerDatabase.prepare(
        database, rootPassword: settings.rootPassword, passwords: passwords, now: now())
      generatedPassword = prepared.generatedPassword
    } catch let error as SQLError {
      let address = try DatabaseAddress(uri: settings.databaseURI, folder: settings.dataFolder)
      throw PolderError(error, database: "\(address)")
    }
    let audit = AuditQueue(database: database, keepsReads: settings.auditsReads, logger: logger)
    self.audit = audit
    identity = try settings.tls.map { try TLSIdentity($0, at: now()) }
    let metrics = RequestMetrics()
    let attempts = settings.attemptsPerMinute.map {
      AttemptLimit(perMinute: $0, operations: ServerHandlers.attempts)
    }
    let tokens = TokenMint(secret: try await Self.secret(settings, database, logger), lifetimes: settings.lifetimes)
    self.tokens = tokens
    hub = SocketHub(configuration: .init(origins: settings.origins))
    pump = OutboxPump(database: database, hub: hub, logger: logger)
    sockets = ServerSockets(hub: hub, database: database, pump: pump, tokens: tokens, logger: logger, now: now)
    figures = ServerMetrics(
      requests: metrics, attempts: attempts, hub: hub, pump: pump, audit: audit, nodes: sockets.metrics,
      database: database, logger: logger)
    let chores = Chores(sockets: sockets, database: database, logger: logger, now: now)
    self.chores = chores
    var dispatching = DispatcherSettings(
      prefix: settings.prefix, bodyLimit: settings.bodyLimit, origins: settings.origins)
    (dispatching.proxies, dispatching.attempts) = (settings.proxies, attempts)
    dispatching.isSecure = settings.isSecure
    let mail = settings.mail.map { _ in AccountMail(settings, tokens: RecoveryTokens(secret: tokens.secret)) }
    mailWorker = settings.mail.flatMap { outgoing in
      mail.map { mail in
        MailWorker(
          database: database, transport: settings.mailTransport ?? CurlTransport(outgoing), sender: outgoing.sender,
          logger: logger, now: now, source: mail)
      }
    }
    mail?.connect(to: mailWorker)
    var stores = settings.stores
    stores.logger = logger
    let context = ServerContext(
      database: database, passwords: passwords, tokens: tokens, loginPolicy: settings.loginPolicy,
      passwordCost: settings.passwordCost, secondFactor: settings.secondFactor, mail: mail,
      stores: stores, largeData: settings.largeData, prefix: dispatching.prefix,
      vpn: settings.vpn, logger: logger, roomsChanged: { chores.noteRoomsChanged() })
    ending = ServerEnding()
    let realtime = RealtimeServerBuilder(hub: hub, delegate: sockets, ending: ending)
    self.realtime = realtime
    dispatcher = Dispatcher(
      try ServerHandlers.binder(context),
      environment: ServiceEnvironment(
        database: database, authenticator: context.authenticator, outbox: pump,
        replies: KeptReplies(secret: tokens.secret),
        audit: audit, now: now),
      settings: dispatching, logger: logger, metrics: metrics, polling: { await realtime.handlePolling($0) })
    try await settings.largeData.store?.check()
    retention = RetentionWorker(
      database: database, settings: settings.retention, store: settings.largeData.store, logger: logger, now: now)
    try await pump.skipPast()
  }

  /// What listens: requests and sockets at one port.
  package func application(
    host: String, port: Int, logger: Logger, onRunning: @escaping @Sendable (Int) -> Void
  ) -> any Service {
    Application(
      responder: dispatcher, server: realtime.server(tls: identity),
      configuration: .init(
        address: .hostname(host, port: port), serverName: "polder", availableConnectionsDelegate: ending.arrivals),
      onServerRunning: { channel in
        ending.listens(at: channel)
        onRunning(channel.localAddress?.port ?? port)
      }, logger: logger)
  }

  /// What lets nobody new in and ends the sockets when the service ends.
  package var end: any Service { ServerEnd(ending: ending, hub: hub) }

  /// The secret of the configuration, or one that is made once and kept beside the data (deviation 29).
  private static func secret(
    _ settings: ServerSettings, _ database: any PolderSQL.Database, _ logger: Logger
  ) async throws -> TokenSecret {
    guard let given = settings.tokenSecret, !given.isEmpty else {
      return TokenSecret(
        try await database.write { sql in
          try ServerSecrets.value("jwt_secret_key", sql) { ServerSecrets.random() }
        })
    }
    let secret = TokenSecret(given)
    if secret.isShort {
      logger.warning(
        """
        The secret jwt_secret_key has fewer than \(TokenSecret.recommendedBytes) bytes: whoever guesses it can act as \
        anybody. Give a longer one, or none to have one made.
        """)
    }
    return secret
  }
}
