import Foundation
public import PolderCore
import PolderSQL
import PolderSQLite

/// Where a node writes down what it does with each run, so that no run is lost, started twice or reported wrongly when
/// the node or the machine stops at any moment. What was written is durable against power loss.
public final class NodeJournal: Sendable {
  let database: SQLiteDatabase
  private let lock: NodeLock
  private let now: @Sendable () -> Timestamp

  /// Opens the journal of a node's folder, or makes it; the folder is this process's alone while the journal lives.
  /// - Throws: `PolderError` `node-already-running` or `node-journal-unusable`
  public convenience init(folder: String, now: @escaping @Sendable () -> Timestamp) async throws {
    try await self.init(NodeFolders(root: folder), now: now)
  }

  init(_ folders: NodeFolders, now: @escaping @Sendable () -> Timestamp) async throws {
    try folders.make()
    lock = try NodeLock(path: folders.lock)
    self.now = now
    do {
      var options = SQLiteDatabase.Options()
      options.readers = 1
      database = try SQLiteDatabase(path: folders.journal, options: options)
      try await JournalSchema.migrator.migrate(database)
    } catch let error as SQLError {
      throw Self.unusable(error, folders.journal)
    }
  }

  /// What is known of a run; nil when nothing is.
  public func entry(_ key: RunKey) async throws -> JournalEntry? {
    try await database.read { try $0.first(Self.select + Self.matches(key)) { try JournalEntry(row: $0) } }
  }

  /// The runs of all servers that have not been reported.
  public func unfinished() async throws -> [JournalEntry] {
    try await database.read { transaction in
      try transaction.rows(Self.select + "WHERE phase NOT IN ('delivered', 'refused') ORDER BY id") {
        try JournalEntry(row: $0)
      }
    }
  }

  /// Whether a number is that of a run that was reported, and of none that was not.
  func isReported(_ run: RunID) async throws -> Bool {
    try await database.read { transaction in
      let phases = try transaction.rows("SELECT phase FROM run WHERE run_id = \(run.rawValue)") { row in
        try JournalPhase(stored: row.text(0))
      }
      return !phases.isEmpty && phases.allSatisfy(\.isLast)
    }
  }

  /// The last runs of which something left the node, or may have left it when the node was stopped at that very moment;
  /// the newest first.
  public func released(limit: Int = 100) async throws -> [JournalEntry] {
    try await database.read { transaction in
      try transaction.rows(
        Self.select + "WHERE bytes IS NOT NULL ORDER BY id DESC LIMIT \(limit)"
      ) { try JournalEntry(row: $0) }
    }
  }

  /// Writes a step down; returns when it is durable.
  /// - Throws: `PolderError` `node-journal-order` when the run has come further already, `SQLError` when nothing was
  ///   written.
  func record(_ step: JournalStep, of assignment: RunAssignment, _ key: RunKey) async throws {
    let moment = now().databaseText
    try await database.write { transaction in
      let present = try transaction.first("SELECT phase, starts FROM run " + Self.matches(key)) { row in
        (phase: try JournalPhase(stored: row.text(0)), starts: try row.int(1))
      }
      guard let present else {
        guard step.phase <= .judged else { throw Self.disorder(key, "is not known") }
        let text = try JSONValueEncoder.value(of: assignment).text
        try transaction.execute(
          """
          INSERT INTO run (server, run_id, task_created_at, phase, assignment, updated_at) VALUES \
          (\(key.server), \(key.run.rawValue), \(key.storedMoment), 'accepted', \(text), \(moment))
          """)
        return try Self.move(key, step, moment, transaction)
      }
      if case .startingAgain = step {
        guard present.phase == .starting || present.phase == .started, present.starts == 1 else {
          throw Self.disorder(key, "may not be started once more")
        }
      } else {
        let isRepeatable = step.phase == .accepted || step.phase == .judged || step.phase == .started
        guard present.phase < step.phase || (present.phase == step.phase && isRepeatable) else {
          throw Self.disorder(key, "is '\(present.phase.rawValue)' already and can not become '\(step.phase.rawValue)'")
        }
      }
      if case .accepted = step {
        // Taken up anew after a stop: how it is answered, and what its image is, is what was found this time.
        let text = try JSONValueEncoder.value(of: assignment).text
        try transaction.execute("UPDATE run SET assignment = \(text) " + Self.matches(key))
      }
      try Self.move(key, step, moment, transaction)
    }
  }

  /// Closes the file, and lets the next node in.
  public func close() throws {
    defer { lock.release() }
    try database.close()
  }

  private static let select: SQL =
    "SELECT server, run_id, task_created_at, phase, assignment, token, starts, status, note, bytes, fields, lines FROM run "

  static func matches(_ key: RunKey) -> SQL {
    """
    WHERE server = \(key.server) AND run_id = \(key.run.rawValue) AND task_created_at = \(key.storedMoment)
    """
  }

  private static func move(_ key: RunKey, _ step: JournalStep, _ moment: String, _ transaction: Transaction) throws {
    var changes: SQL = "UPDATE run SET phase = \(step.phase.rawValue), updated_at = \(moment)"
    switch step {
    case .accepted, .started, .delivered: break
    case .starting(let token): changes += ", token = \(token), starts = starts + 1"
    case .startingAgain: changes += ", starts = starts + 1"
    case .judged(let status, let note, let notice):
      changes += ", status = \(status.rawValue), note = \(note)"
      let lines = notice.map { JSONValue.array($0.lines.map { .string($0) }).text }
      changes += ", bytes = \(notice?.bytes), fields = \(notice?.fields), lines = \(lines)"
    case .refused(let reason): changes += ", reason = \(reason)"
    }
    // A token is of no use any more, and the less of those lie around the better.
    if step.phase.isLast { changes += ", token = NULL" }
    try transaction.execute(changes + " " + matches(key))
    if step.phase.isLast { try forgetSent(key, transaction) }
  }

  private static func disorder(_ key: RunKey, _ what: String) -> PolderError {
    PolderError(.nodeJournalOrder, "The run \(what).", object: "run \(key.run)")
  }

  private static func unusable(_ error: SQLError, _ path: String) -> PolderError {
    let next =
      switch error.kind {
      case .newer: "Use the version of the program that wrote it, or a newer one."
      case .corrupt, .notADatabase:
        "Move the file away and start again; runs that were under way are then started anew."
      default: "Check the rights and the space of the node's `data_dir`."
      }
    return PolderError(
      .nodeJournalUnusable, "The node's journal can not be used: \(error.message)", object: path, nextStep: next,
      cause: error)
  }
}
