/// What an engine does of itself after changes of a table.
public struct Trigger: Sendable {
  /// The name, of which the database has one.
  public let name: String
  let creation: SQL
}

extension Dialect {
  /// What makes a table run statements for every row that is deleted; `OLD` is that row.
  public func afterDelete(from table: String, trigger: String, _ statements: [SQL]) -> [Trigger] {
    let body = statements.map { $0.text + ";" }.joined(separator: " ")
    return [made(trigger, "DELETE", of: table, "FOR EACH ROW", body, gives: "OLD")]
  }

  /// What runs a statement whenever rows of a table are made, changed or deleted; once or for each row, as the engine has
  /// it.
  public func afterChange(of table: String, trigger: String, _ statement: SQL) -> [Trigger] {
    let body = statement.text + ";"
    switch self {
    case .sqlite:
      return ["INSERT", "UPDATE", "DELETE"].map {
        made("\(trigger)_\($0.lowercased())", $0, of: table, "FOR EACH ROW", body, gives: "NULL")
      }
    case .postgres:
      let events = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
      return [made(trigger, events, of: table, "FOR EACH STATEMENT", body, gives: "NULL")]
    }
  }

  /// What keeps, in a table of its own (the column and `number`), how many rows of a table have each value of a column of
  /// whole numbers, 0 standing for none; whoever makes, changes or deletes them.
  public func keepCounts(of table: String, by column: String, in counts: String, trigger: String) -> [Trigger] {
    let (key, counts) = (SQL.quoted(column), SQL.quoted(counts))
    func add(_ rows: String, _ count: String) -> String {
      """
      INSERT INTO \(counts) (\(key), number) SELECT COALESCE(\(key), 0), \(count) FROM \(rows) GROUP BY 1 ORDER BY 1 \
      ON CONFLICT (\(key)) DO UPDATE SET number = \(counts).number + excluded.number;
      """
    }
    func event(_ name: String, of columns: String = "", old: Bool = false, new: Bool = false) -> Trigger {
      let (before, after, times): (String, String, String)
      switch self {
      case .sqlite:
        (before, after) = ("(SELECT OLD.\(key) AS \(key))", "(SELECT NEW.\(key) AS \(key))")
        times = "FOR EACH ROW"
      case .postgres:
        (before, after) = ("polder_before", "polder_after")
        let tables = (old ? " OLD TABLE AS \(before)" : "") + (new ? " NEW TABLE AS \(after)" : "")
        times = "REFERENCING\(tables) FOR EACH STATEMENT"
      }
      let body = (old ? add(before, "-COUNT(*)") : "") + (new ? add(after, "COUNT(*)") : "")
      return made("\(trigger)_\(name.lowercased())", name + columns, of: table, times, body, gives: "NULL")
    }
    let events = [event("INSERT", new: true), event("DELETE", old: true)]
    switch self {
    case .sqlite: return events + [event("UPDATE", of: " OF \(key)", old: true, new: true)]
    case .postgres:
      let truncated = made(
        "\(trigger)_truncate", "TRUNCATE", of: table, "FOR EACH STATEMENT", "DELETE FROM \(counts);", gives: "NULL")
      return events + [event("UPDATE", old: true, new: true), truncated]
    }
  }

  /// A query for the names of all triggers.
  public var triggersQuery: SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    case .postgres:
      """
      SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT t.tgisinternal
      """
    }
  }

  private func made(
    _ trigger: String, _ events: String, of table: String, _ times: String, _ body: String, gives result: String
  ) -> Trigger {
    let (name, target) = (SQL.quoted(trigger), SQL.quoted(table))
    let start = "CREATE TRIGGER \(name) AFTER \(events) ON \(target) \(times)"
    let creation =
      switch self {
      case .sqlite: "\(start) BEGIN \(body) END"
      case .postgres:
        """
        DO $polder$ BEGIN CREATE OR REPLACE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS $body$ \
        BEGIN \(body) RETURN \(result); END $body$; \(start) EXECUTE FUNCTION \(name)(); END $polder$
        """
      }
    return Trigger(name: trigger, creation: SQL(unchecked: creation))
  }
}

extension Transaction {
  /// Makes those triggers that are not there; one of the same name stays as it is. Returns how many it made.
  @discardableResult
  public func add(_ triggers: [Trigger]) throws -> Int {
    let known = Set(try rows(dialect.triggersQuery) { try $0.text(0) })
    let missing = triggers.filter { !known.contains($0.name) }
    for trigger in missing { try execute(trigger.creation) }
    return missing.count
  }
}
