import Logging
import PolderCore
import PolderSQL
import PolderSQLite
import PolderService
import Synchronization
import Testing

struct MailWorkerTests {
  /// A mail server that does as it is told.
  private final class Server: MailTransport {
    let taken = Mutex<[String]>([])
    let failures = Mutex<[MailFailure]>([])

    func send(_ message: [UInt8], from sender: String, to recipient: String) async throws {
      if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
      taken.withLock { $0.append(recipient) }
    }
  }

  /// Has a mail written for every name that waits.
  private final class Source: MailSource {
    let waiting = Mutex<[String]>([])

    func isWaiting(_ sql: Transaction) throws -> Bool { waiting.withLock { !$0.isEmpty } }

    func settle(now: Timestamp, _ sql: Transaction) throws {
      for name in waiting.withLock({ names in
        defer { names = [] }; return names
      }) {
        if let message = MailMessage(to: name, subject: "s", text: "t") {
          try MailQueue.append(message, for: .seconds(600), now: now, sql)
        }
      }
    }
  }

  private struct House {
    let database: any Database
    let server = Server()
    let source = Source()
    let clock = Clock()
    let worker: MailWorker

    init() async throws {
      let database = try SQLiteDatabase.inMemory()
      try await database.write { sql in
        for statement in MailQueue.tables(sql.dialect) { try sql.execute(statement) }
      }
      self.database = database
      worker = MailWorker(
        database: database, transport: server, sender: "a@b.org",
        logger: Logger(label: "mail") { _ in SwiftLogNoOpLogHandler() }, now: { [clock] in clock.now }, source: source)
    }

    func append(_ recipient: String, for lifetime: Duration = .seconds(86_400)) async throws {
      let now = clock.now
      let message = try #require(MailMessage(to: recipient, subject: "s", text: "t"))
      try await database.write { _ = try MailQueue.append(message, for: lifetime, now: now, $0) }
    }

    func sent() async -> [String] {
      await worker.step()
      return server.taken.withLock { $0 }
    }

    func waiting() async throws -> Int64? {
      try await database.read { try $0.first("SELECT COUNT(*) FROM polder_mail")?.int64(0) }
    }
  }

  private final class Clock: Sendable {
    private let moment = Mutex(Timestamp(seconds: 1_800_000_000))
    var now: Timestamp { moment.withLock { $0 } }
    func pass(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
  }

  @Test("what waits is sent in its order, and is gone")
  func sending() async throws {
    let house = try await House()
    for name in ["a@x.org", "b@x.org", "a@x.org"] { try await house.append(name) }
    #expect(await house.sent() == ["a@x.org", "b@x.org", "a@x.org"])
    #expect(try await house.waiting() == 0)
    #expect(await house.sent().count == 3)
  }

  @Test("what did not leave waits longer each time, and is given up once it is of no use")
  func backOff() async throws {
    let house = try await House()
    try await house.append("a@x.org", for: .seconds(60))
    house.server.failures.withLock { $0 = Array(repeating: MailFailure("down", isFinal: false), count: 9) }
    #expect(await house.sent().isEmpty)
    house.clock.pass(.seconds(9))
    _ = await house.sent()
    #expect(house.server.failures.withLock { $0.count } == 8)
    house.clock.pass(.seconds(1))
    _ = await house.sent()
    #expect(house.server.failures.withLock { $0.count } == 7)
    house.clock.pass(.seconds(19))
    _ = await house.sent()
    #expect(house.server.failures.withLock { $0.count } == 7)
    house.clock.pass(.seconds(31))
    #expect(await house.sent().isEmpty)
    #expect(try await house.waiting() == 0)
  }

  @Test("a mail that the server refuses for good is given up, and does not keep others")
  func refused() async throws {
    let house = try await House()
    try await house.append("gone@x.org")
    try await house.append("b@x.org")
    house.server.failures.withLock { $0 = [MailFailure("no such mailbox", isFinal: true)] }
    #expect(await house.sent() == ["b@x.org"])
    #expect(try await house.waiting() == 0)
  }

  @Test("a mail that was being sent when a process died is sent again by another, after a minute")
  func crash() async throws {
    let house = try await House()
    try await house.append("a@x.org")
    let now = house.clock.now.microseconds / 1_000
    // What a worker leaves behind that was killed between the claim and the end.
    try await house.database.write { try $0.execute("UPDATE polder_mail SET attempts = 1, next_at = \(now + 60_000)") }
    #expect(await house.sent().isEmpty)
    house.clock.pass(.seconds(60))
    #expect(await house.sent() == ["a@x.org"])
  }

  @Test("no more leave in a minute than the pace, and the rest follow in the next")
  func pace() async throws {
    let house = try await House()
    for index in 0..<70 { try await house.append("a\(index)@x.org") }
    #expect(await house.sent().count == 60)
    house.clock.pass(.seconds(60))
    #expect(await house.sent().count == 70)
  }

  @Test("only so many mails wait for one person")
  func bounded() async throws {
    let house = try await House()
    for _ in 0..<30 { try await house.append("a@x.org") }
    try await house.append("b@x.org")
    #expect(try await house.waiting() == MailQueue.limitPerRecipient + 1)
  }

  @Test("what is still to be written is written before anything is sent")
  func source() async throws {
    let house = try await House()
    house.source.waiting.withLock { $0 = ["a@x.org"] }
    #expect(await house.sent() == ["a@x.org"])
  }

  @Test("a rolled back transaction sends nothing")
  func rollback() async throws {
    struct Undo: Error {}
    let house = try await House()
    let now = house.clock.now
    let message = try #require(MailMessage(to: "a@x.org", subject: "s", text: "t"))
    await #expect(throws: Undo.self) {
      try await house.database.write { sql in
        try MailQueue.append(message, for: .seconds(60), now: now, sql)
        throw Undo()
      }
    }
    #expect(await house.sent().isEmpty)
  }

  @Test("two workers on one database send each mail once")
  func together() async throws {
    let house = try await House()
    for index in 0..<20 { try await house.append("a\(index)@x.org") }
    let other = MailWorker(
      database: house.database, transport: house.server, sender: "a@b.org",
      logger: Logger(label: "mail") { _ in SwiftLogNoOpLogHandler() }, now: { [clock = house.clock] in clock.now },
      source: house.source)
    async let one: Void = house.worker.step()
    async let two: Void = other.step()
    _ = await (one, two)
    let sent = await house.sent()
    #expect(sent.count == 20 && Set(sent).count == 20)
  }
}
