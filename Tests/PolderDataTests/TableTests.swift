import PolderCore
import PolderData
import Testing

@Suite("Tables")
struct TableTests {
  private func sample() throws -> Table {
    try Table([("n", .numbers([1, .nan, 3])), ("t", .texts(["a", nil, "c"]))])
  }

  @Test("Columns of different length or of the same name make no table")
  func refusesUnevenColumns() {
    #expect(throws: PolderError.self) { try Table([("a", .numbers([1])), ("b", .numbers([]))]) }
    #expect(throws: PolderError.self) { try Table([("a", .numbers([1])), ("a", .numbers([2]))]) }
  }

  @Test("Rows are taken in the order asked for")
  func takesRows() throws {
    let rows = try sample().rows([2, 0, 2])
    #expect(try rows.numbers("n") == [3, 1, 3])
    #expect(try rows.column("t") == .texts(["c", "a", "c"]))
    #expect(rows.rowCount == 3)
  }

  @Test("Numbers of a column of texts are refused by name")
  func refusesTextsAsNumbers() throws {
    let error = try #require(throws: PolderError.self) { try sample().numbers("t") }
    #expect(error.code == .dataNotNumeric)
    #expect(error.message.contains("'t'"))
  }

  @Test("A table is a source like any other")
  func isASource() async throws {
    let source: any TabularSource = try sample()
    #expect(try await source.columnNames() == ["n", "t"])
    #expect(try await source.read().rowCount == 3)
    #expect(try await source.read(columns: ["t"]).names == ["t"])
    await #expect(throws: PolderError.self) { try await source.read(columns: ["x"]) }
  }
}
