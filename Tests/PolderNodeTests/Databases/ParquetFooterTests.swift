import PolderCore
import Testing

@testable import PolderNode

@Suite("the columns of Parquet files")
struct ParquetFooterTests {
  @Test(
    "of every writer, without the index of pandas, structures as one column",
    arguments: [
      ("pandas", ["age", "naam (é)", "since", "score"], 3), ("indexed", ["naam (é)", "since", "score"], 3),
      ("fastparquet", ["age", "naam (é)", "score"], 3), ("nested", ["id", "point", "tags", "m"], 2),
      ("wide", (0..<40).map { "column_\($0)" }, 1),
    ])
  func columns(_ name: String, _ columns: [String], _ rows: Int64) throws {
    let footer = try ParquetFile.footer(BoundedFile(FixtureFile.path("databases/\(name).parquet")))
    #expect(footer.columns == columns)
    #expect(footer.rows == rows)
  }

  @Test("a footer that is cut off anywhere is an error, and nothing worse")
  func cut() throws {
    let bytes = footer()
    for count in 0..<bytes.count {
      #expect(throws: ThriftReader.Failure.self) { try ParquetFooter(Array(bytes[..<count])) }
    }
  }

  @Test("any bytes give columns or an error", arguments: 0..<20)
  func noise(_ seed: UInt64) {
    var random = SeededBytes(seed)
    let bytes = footer()
    for _ in 0..<200 {
      // What it gives does not matter here; that it returns does.
      _ = try? ParquetFooter(random.altered(bytes))
      _ = try? ParquetFooter(random.bytes(atMost: 300))
    }
  }

  @Test("nesting, counts and numbers beyond all bounds are refused")
  func bounds() {
    let deep = [UInt8](repeating: 0x1C, count: 100_000)
    #expect(throws: ThriftReader.Failure.self) { try ParquetFooter(deep) }
    // A list that says that it has 2^60 elements, and a field whose number does not fit.
    let ones = [UInt8](repeating: 0xFF, count: 9)
    #expect(throws: ThriftReader.Failure.self) { try ParquetFooter([0x29, 0xFC] + ones.dropFirst() + [0x0F]) }
    #expect(throws: ThriftReader.Failure.self) { try ParquetFooter([0x05] + ones + [0x01]) }
  }

  private func footer() -> [UInt8] {
    let file = FixtureFile.bytes("databases/pandas.parquet")
    let length = file.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return Array(file.dropLast(8).suffix(length))
  }
}
