import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Objects that hold tables")
struct TablePartsTests {
  @Test("Tables and figures are told apart, each in its order")
  func tellsApart() {
    let parts = TableParts([
      "n": 3, "rows": [["a": 1]], "none": nil, "labels": ["x", "y"], "more": ["b": [1, 2]], "empty": [:],
    ])
    #expect(parts?.figures.map(\.0) == ["n", "none", "labels", "empty"])
    #expect(parts?.tables.map(\.name) == ["rows", "more"])
    #expect(parts?.tables[1].table == TableShape(head: ["b"], rows: [[1], [2]]))
  }

  @Test(
    "An object without a table has no parts",
    arguments: [
      JSONObject(), ["n": 3], ["labels": ["x"]], ["deep": [[1]]],
    ])
  func needsATable(_ members: JSONObject) { #expect(TableParts(members) == nil) }

  @Test("One member that is neither leaves the whole as it is: nothing of it may be lost")
  func losesNothing() {
    #expect(TableParts(["rows": [["a": 1]], "deep": [[1]]]) == nil)
    #expect(TableParts(["rows": [["a": 1]], "deep": ["a": 1, "b": ["c": 2]]]) == nil)
  }
}
