import PolderSQL
import PolderSQLite
import Testing

struct SQLTests {
  @Test("an interpolated value is a parameter and never syntax")
  func values() {
    let name = "x'; DROP TABLE task; --"
    let sql: SQL =
      "SELECT id FROM task WHERE name = \(name) AND id = \(7) AND flag = \(true) AND note = \(String?.none)"
    #expect(sql.text == "SELECT id FROM task WHERE name = ? AND id = ? AND flag = ? AND note = ?")
    #expect(sql.bindings == [.text(name), .integer(7), .integer(1), .null])
  }

  @Test("names are quoted so that a quote or a NUL in them ends nothing")
  func identifiers() {
    let sql: SQL = "SELECT \(identifier: "a\"b\0c") FROM \(identifier: "Member") ORDER BY id \(raw: "DESC")"
    #expect(sql.text == "SELECT \"a\"\"bc\" FROM \"Member\" ORDER BY id DESC")
    #expect(sql.bindings.isEmpty)
    #expect(SQL(identifier: "user").text == "\"user\"")
  }

  @Test("parts keep their parameters in order when put together")
  func parts() {
    let condition: SQL = "a = \(1)"
    var sql: SQL = "SELECT \(0) WHERE \(condition)"
    sql += " AND b = \("two")"
    let joined = SQL.joined([sql, SQL(value: 3.5)], separator: " OR ")
    #expect(joined.text == "SELECT ? WHERE a = ? AND b = ? OR ?")
    #expect(joined.bindings == [.integer(0), .integer(1), .text("two"), .real(3.5)])
  }

  @Test(
    "lists are padded to powers of two with their last value", arguments: [(1, 1), (2, 2), (3, 4), (5, 8), (9, 16)])
  func lists(count: Int, places: Int) {
    let sql: SQL = "id IN \(list: Array(1...count))"
    #expect(sql.bindings.count == places)
    #expect(sql.bindings.suffix(places - count).allSatisfy { $0 == .integer(Int64(count)) })
    #expect(sql.text == "id IN (" + Array(repeating: "?", count: places).joined(separator: ", ") + ")")
  }

  @Test("an empty list holds for nothing, and its negation for everything")
  func emptyLists() async throws {
    let database = try await itemDatabase()
    try await database.write { try $0.execute("INSERT INTO item (name) VALUES \(rows: [[.text("a")], [.text("b")]])") }
    let none: [Int] = []
    let counts = try await database.read { transaction in
      try [
        "id IN \(list: none)", SQL.in("id", none), SQL.notIn("id", none), SQL.notIn("id", [1]), SQL.and([]), SQL.or([]),
        SQL.and(["id > \(0)", "name = \("b")"]), SQL.or(["name = \("a")", "name = \("b")"]),
      ].map { (condition: SQL) in
        try transaction.first("SELECT COUNT(*) FROM item WHERE \(condition)")?.int(0)
      }
    }
    #expect(counts == [0, 0, 2, 1, 2, 0, 1, 2])
  }

  @Test("one row's fields and several rows' fields go into VALUES")
  func rows() {
    let one: SQL = "INSERT INTO t VALUES \(values: [1, "a", Double?.none])"
    #expect(one.text == "INSERT INTO t VALUES (?, ?, ?)")
    #expect(one.bindings == [.integer(1), .text("a"), .null])
    let two: SQL = "INSERT INTO t VALUES \(rows: [[.integer(1), .null], [.blob([9]), .real(2)]])"
    #expect(two.text == "INSERT INTO t VALUES (?, ?), (?, ?)")
    #expect(two.bindings == [.integer(1), .null, .blob([9]), .real(2)])
  }

  @Test("every type of parameter becomes its kind of value")
  func bindables() {
    let values: [any SQLBindable] = [
      Int32(4), Int64(5), "abc".dropFirst(), [1, 2] as [UInt8], false, SQLValue.real(1),
    ]
    #expect(values.map(\.sqlValue) == [.integer(4), .integer(5), .text("bc"), .blob([1, 2]), .integer(0), .real(1)])
  }
}
