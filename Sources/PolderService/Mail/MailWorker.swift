public import Logging
public import PolderCore
public import PolderSQL
public import ServiceLifecycle
import Synchronization

/// Sends the mails that wait in the database, one after the other, with a pace and a back-off; woken after a commit,
/// and once a second for what other processes committed.
///
/// A mail is taken for a minute, and removed when the server took it: when the process ends in between it is sent
/// again, never lost.
public final class MailWorker: Service {
  private static let lease = Duration.seconds(60)

  private let database: any Database
  private let transport: any MailTransport
  private let sender: String
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let source: any MailSource
  private let pace = Mutex(MailPace())
  private let wakes: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  /// A worker.
  /// - Parameters:
  ///   - database: where mails wait
  ///   - transport: what brings them to the mail server
  ///   - sender: the address that they come from
  ///   - logger: where failures are told
  ///   - now: the clock
  ///   - source: what has mails written that are still to be written, before any is sent
  public init(
    database: any Database, transport: any MailTransport, sender: String, logger: Logger,
    now: @escaping @Sendable () -> Timestamp, source: any MailSource
  ) {
    self.database = database
    self.transport = transport
    self.sender = sender
    self.logger = logger
    self.now = now
    self.source = source
    (wakes, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that mails were committed.
  public func wake() { wakeUp.yield() }

  /// Sends mails until the service ends.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          // Ends with the service, whose cancellation ends the sleep.
          while (try? await Task.sleep(for: .seconds(1))) != nil { self.wake() }
        }
        for await _ in self.wakes {
          if Task.isCancelled { break }
          await self.step()
        }
        group.cancelAll()
      }
    }
  }

  /// Sends what is due now.
  public func step() async {
    do {
      try await settle()
      while try await sendNext() {}
    } catch is CancellationError {
      // The service ends; what is claimed is sent by the next one.
    } catch {
      logger.warning("mails wait and will be tried again", metadata: ["reason": "\(error)"])
    }
  }

  /// Has mails written that are still to be written, and gives up those that are of no use any more.
  private func settle() async throws {
    let (source, moment) = (source, now())
    // Read first, so that a quiet second costs no write.
    while try await database.read({ try source.isWaiting($0) }) {
      try await database.write { try source.settle(now: moment, $0) }
    }
    guard try await database.read({ try MailQueue.hasExpired(now: moment, $0) }) else { return }
    let expired = try await database.write { try MailQueue.removeExpired(now: moment, $0) }
    logger.warning("mails could not be sent in time and were given up", metadata: ["mails": "\(expired)"])
  }

  /// False when none is due, or the pace is reached.
  private func sendNext() async throws -> Bool {
    try Task.checkCancellation()
    let moment = now()
    let isDue = try await database.read { try MailQueue.isDue(now: moment, $0) }
    guard isDue, pace.withLock({ $0.takes(at: moment) }) else { return false }
    guard let mail = try await database.write({ try MailQueue.claim(for: Self.lease, now: moment, $0) }) else {
      return false
    }
    let bytes = mail.message.bytes(from: sender, at: mail.createdAt, id: "polder-\(mail.id)-\(moment.microseconds)")
    do {
      try await transport.send(bytes, from: sender, to: mail.message.recipient)
      try await database.write { try MailQueue.remove(mail.id, $0) }
      logger.info("a mail was sent", metadata: ["mail": "\(mail.id)", "tries": "\(mail.attempts)"])
      return true
    } catch let failure as MailFailure {
      try await failed(mail, failure, moment)
      // Another one for another person may well pass.
      return failure.isFinal
    }
  }

  private func failed(_ mail: MailQueue.Waiting, _ failure: MailFailure, _ moment: Timestamp) async throws {
    let wait = MailPace.wait(after: mail.attempts)
    try await database.write { sql in
      if failure.isFinal {
        try MailQueue.remove(mail.id, sql)
      } else {
        try MailQueue.postpone(mail.id, until: moment + wait, sql)
      }
    }
    logger.warning(
      failure.isFinal ? "a mail was refused and given up" : "a mail could not be sent and will be tried again",
      metadata: ["mail": "\(mail.id)", "tries": "\(mail.attempts)", "reason": "\(failure)"])
  }
}
