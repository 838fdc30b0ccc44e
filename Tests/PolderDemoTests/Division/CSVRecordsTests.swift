import PolderCore
import Testing

@testable import PolderDemo

@Suite("Records of a file")
struct CSVRecordsTests {
  func records(_ text: String) throws -> CSVRecords { try CSVRecords(Array(text.utf8), path: "f.csv") }

  func texts(_ records: CSVRecords) -> [String] { records.records.map { String(decoding: $0, as: UTF8.self) } }

  @Test(
    "Lines end with or without a carriage return, the last also without anything; empty lines are none",
    arguments: ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "\na,b\n\n1,2\n\n\n3,4\n\n"])
  func splitsLines(text: String) throws {
    let records = try records(text)
    #expect(String(decoding: records.header, as: UTF8.self) == "a,b")
    #expect(texts(records) == ["1,2", "3,4"])
  }

  @Test("A line break between quotes belongs to its record, also next to doubled quotes")
  func respectsQuotes() throws {
    let records = try records("a,b\n\"one\ntwo\",2\n\"say \"\"x\n\"\"\",4\n5,6\n")
    #expect(texts(records) == ["\"one\ntwo\",2", "\"say \"\"x\n\"\"\",4", "5,6"])
  }

  @Test("The bytes of chosen records come out as they stand in the file, in the order asked for")
  func writesChosen() throws {
    let records = try records("a,b\n1,\"ü\n\"\n3,4\n5,6\n")
    #expect(String(decoding: records.file(of: [2, 0]), as: UTF8.self) == "a,b\n5,6\n1,\"ü\n\"\n")
    #expect(String(decoding: records.file(of: []), as: UTF8.self) == "a,b\n")
  }

  @Test("A file without rows is refused", arguments: ["", "\n", "a,b", "a,b\n\n"])
  func refusesEmpty(text: String) {
    let error = #expect(throws: PolderError.self) { try records(text) }
    #expect(error?.code == "demo-no-rows")
    #expect(error?.object == "f.csv")
  }
}
