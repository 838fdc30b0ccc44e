import PolderCore
import PolderSQL

extension JournalEntry {
  /// Reads a row of the journal's query.
  init(row: Row) throws {
    key = RunKey(
      server: try row.text(0), run: RunID(try row.int64(1)), taskCreatedAt: RunKey.moment(stored: try row.int64(2)))
    phase = try JournalPhase(stored: row.text(3))
    assignment = try JSONValueDecoder.decode(RunAssignment.self, from: JSONValue(parsing: row.text(4)))
    token = try row.optionalText(5)
    starts = try row.int(6)
    status = try row.optionalText(7).flatMap { RunStatus(rawValue: $0) }
    note = try row.optionalText(8)
    let fields = try row.optionalInt(10)
    let lines = try row.optionalText(11).map { try JSONValue(parsing: $0).array ?? [] } ?? []
    notice = try row.optionalInt(9).map {
      ReleaseNotice(bytes: $0, fields: fields, lines: lines.compactMap(\.string))
    }
  }
}

extension JournalPhase {
  init(stored text: String) throws {
    guard let phase = JournalPhase(rawValue: text) else {
      throw SQLError(.corrupt, "The journal holds a phase that is not known.")
    }
    self = phase
  }
}

extension RunKey {
  /// SQLite takes two missing values for different, so that of a task without time has a number too.
  var storedMoment: Int64 { taskCreatedAt?.microseconds ?? -1 }

  static func moment(stored: Int64) -> Timestamp? { stored == -1 ? nil : Timestamp(microseconds: stored) }
}
