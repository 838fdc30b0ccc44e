import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Values of table shape")
struct TableShapeTests {
  static let whole = TableShape(head: ["age", "n"], rows: [[30, 5], [40, 7]])

  @Test(
    "What pandas writes is recognized",
    arguments: [
      (#"[{"age":30,"n":5},{"age":40,"n":7}]"#, "records"), (#"{"age":[30,40],"n":[5,7]}"#, "list"),
      (#"{"age":{"0":30,"1":40},"n":{"0":5,"1":7}}"#, "dict"),
      (#"{"columns":["age","n"],"index":[0,1],"data":[[30,5],[40,7]]}"#, "split"),
      (#"{"columns":["age","n"],"data":[[30,5],[40,7]]}"#, "split without an index"),
    ])
  func pandas(_ text: String, _ orient: String) throws {
    #expect(TableShape(try JSONValue(parsing: text)) == Self.whole, "\(orient)")
  }

  @Test("The names of rows are a column when they say more than numbers do")
  func keepsTheIndex() throws {
    let split = TableShape(try JSONValue(parsing: #"{"columns":["n"],"index":["a","b"],"data":[[5],[7]]}"#))
    #expect(split == TableShape(head: ["", "n"], rows: [["a", 5], ["b", 7]]))
    let dict = TableShape(try JSONValue(parsing: #"{"n":{"a":5,"b":7},"m":{"b":2,"a":1}}"#))
    #expect(dict == TableShape(head: ["", "n", "m"], rows: [["a", 5, 1], ["b", 7, 2]]))
  }

  @Test("What pandas writes with a schema is recognized")
  func schema() throws {
    let text = #"{"schema":{"fields":[{"name":"n"}],"primaryKey":["n"]},"data":[{"n":5},{"n":7}]}"#
    #expect(TableShape(try JSONValue(parsing: text)) == TableShape(head: ["n"], rows: [[5], [7]]))
  }

  @Test("Records may lack keys: their cells are empty")
  func fillsGaps() {
    #expect(
      TableShape([["a": 1], ["b": 2], ["a": 3, "b": 4]])
        == TableShape(head: ["a", "b"], rows: [[1, nil], [nil, 2], [3, 4]]))
  }

  @Test(
    "What only looks alike is no table",
    arguments: [
      "1", "\"a\"", "null", "[]", "{}", "[1,2]", "[{}]", #"{"a":1}"#, #"{"a":[1],"b":[1,2]}"#, #"{"a":[1],"b":2}"#,
      #"[{"a":1},2]"#, #"{"columns":["a"],"data":[[1,2]]}"#, #"{"columns":["a"],"data":[1]}"#, #"{"data":[[1]]}"#,
      #"{"columns":["a"],"data":[[1]],"more":1}"#, #"{"a":{"0":[1]}}"#, #"{"a":{"0":1},"b":{"1":1}}"#,
      #"{"a":{"0":1},"b":{"0":1,"1":2}}"#, #"{"a":{}}"#,
    ])
  func isStrict(_ text: String) throws {
    #expect(TableShape(try JSONValue(parsing: text)) == nil)
  }

  @Test("So many columns are no table for people")
  func isBounded() {
    var wide = JSONObject()
    for index in 0...TableShape.widest { wide["c\(index)"] = [.integer(1)] }
    #expect(TableShape(.object(wide)) == nil)
    wide["c0"] = nil
    #expect(TableShape(.object(wide))?.head.count == TableShape.widest)
  }

  @Test("Lists without an element are a table without rows")
  func canBeEmpty() throws {
    #expect(TableShape(["a": [], "b": []]) == TableShape(head: ["a", "b"], rows: []))
  }
}
