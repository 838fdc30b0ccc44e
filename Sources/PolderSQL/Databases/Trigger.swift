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
  /// Makes those triggers that are not there; one of the same name stays as it is.
  public func add(_ triggers: [Trigger]) throws {
    let known = Set(try rows(dialect.triggersQuery) { try $0.text(0) })
    for trigger in triggers where !known.contains(trigger.name) { try execute(trigger.creation) }
  }
}
