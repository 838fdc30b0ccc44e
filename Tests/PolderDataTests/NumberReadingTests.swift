import PolderData
import Testing

@Suite("Numbers in CSV files")
struct NumberReadingTests {
  private func values(_ fields: [String]) async throws -> [Double] {
    try await withFile("x,y\n" + fields.map { $0 + ",\n" }.joined()) {
      try CSVFile(path: $0).read(columns: ["x"]).numbers("x")
    }
  }

  @Test("Signs, fractions, exponents, spaces and infinity are read")
  func readsForms() async throws {
    let expected: [(String, Double)] = [
      ("0", 0), ("-0.0", 0), ("+5", 5), (".5", 0.5), ("5.", 5), ("1e3", 1_000), ("1E-2", 0.01), (" 7 ", 7),
      ("\"8\"", 8), ("inf", .infinity), ("-Infinity", -.infinity), ("007", 7), ("1e400", .infinity), ("0e999", 0),
    ]
    #expect(try await values(expected.map(\.0)) == expected.map(\.1))
  }

  @Test(
    "What only begins like a number makes the column a text",
    arguments: ["1_000", "0x10", "1,5".debugDescription, "--1", "1e", "e5", ".", "1 2", "1e5x", "+"])
  func refusesOtherForms(field: String) async throws {
    let column = try await withFile("x,y\n\(field),1\n") { try CSVFile(path: $0).read(columns: nil).column("x") }
    #expect(!column.isNumeric)
  }

  @Test("Any double is read back as it was written", arguments: 0..<20)
  func roundTrips(seed: UInt64) async throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let numbers = (0..<500).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      return value.isFinite ? value : 1
    }
    #expect(try await values(numbers.map(\.description)) == numbers)
    let short = numbers.map { ($0.significand * 1_000_000).rounded() / 1_000 }
    #expect(try await values(short.map(\.description)) == short)
  }

  @Test("More digits than a double holds are rounded correctly")
  func roundsLongNumbers() async throws {
    let fields = ["9007199254740993", "0.1000000000000000055511151231257827", "123456789012345678901234567890"]
    #expect(try await values(fields) == [9_007_199_254_740_992, 0.1, 0x1.8ee90ff6c373ep96])
  }
}
