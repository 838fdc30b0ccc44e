import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Cells and columns")
struct CellValueTests {
  @Test("Values become the JSON that they are")
  func values() {
    #expect(TaskID(7).cell == 7)
    #expect("a".cell == "a")
    #expect(true.cell == true)
    #expect(Int(3).cell == 3)
    #expect(Int64(3).cell == 3)
    #expect(1.5.cell == 1.5)
    #expect([1, 2].cell == [1, 2])
    #expect(JSONValue.null.cell == nil)
  }

  @Test("What is not there is null")
  func optionals() {
    #expect(String?.none.cell == nil)
    #expect(OrganizationID?(4).cell == 4)
    #expect([String?.none, "a"].cell == [nil, "a"])
  }

  @Test("Moments are told to the second")
  func moments() {
    #expect(Timestamp(microseconds: 1_500_000).cell == "1970-01-01T00:00:01")
    #expect(Timestamp(seconds: 1).cell == "1970-01-01T00:00:01")
  }

  @Test("A title is in capitals in tables and without blanks in CSV")
  func titles() {
    let column = Column<Wire.Message>("last seen") { $0.msg }
    #expect(column.heading == "LAST SEEN")
    #expect(column.key == "last_seen")
    #expect(column.value(Wire.Message("m")) == "m")
  }
}
