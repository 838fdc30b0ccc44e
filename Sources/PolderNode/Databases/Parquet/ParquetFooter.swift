import PolderCore

/// What the end of a Parquet file says about its table.
struct ParquetFooter: Sendable, Hashable {
  /// The names of the columns, in order; without those that pandas keeps its index in.
  let columns: [String]
  /// How many rows there are.
  let rows: Int64

  private static let maximumElements = 200_000

  /// Reads the bytes between the last column and the length at the end of the file.
  /// - Throws: `ThriftReader.Failure`
  init(_ bytes: [UInt8]) throws {
    var reader = ThriftReader(bytes)
    var elements: [Element] = []
    var rows: Int64 = 0
    var pandas: String?
    try reader.structure { reader, field, kind in
      switch (field, kind) {
      case (2, .list):
        try reader.list(of: .structure, atMost: Self.maximumElements) { elements.append(try Element(&$0)) }
      case (3, .i64): rows = try reader.integer()
      case (5, .list):
        try reader.list(of: .structure, atMost: Self.maximumElements) { reader in
          let entry = try Self.entry(&reader)
          if entry.key == "pandas" { pandas = entry.value }
        }
      default: return false
      }
      return true
    }
    guard rows >= 0 else { throw ThriftReader.Failure.malformed }
    let index = Self.index(pandas)
    columns = try Self.columns(elements).filter { !index.contains($0) }
    self.rows = rows
  }

  /// The names below the root, whatever is nested in them.
  private static func columns(_ elements: [Element]) throws -> [String] {
    guard let root = elements.first else { throw ThriftReader.Failure.malformed }
    var names: [String] = []
    var next = 1
    for _ in 0..<root.children {
      guard next < elements.count else { throw ThriftReader.Failure.malformed }
      names.append(elements[next].name)
      var open: Int64 = 1
      while open > 0 {
        guard next < elements.count else { throw ThriftReader.Failure.malformed }
        // Never more than there are elements of at most as many children.
        open += elements[next].children - 1
        next += 1
      }
    }
    return names
  }

  private static func index(_ pandas: String?) -> Set<String> {
    // A note that is no JSON names no columns.
    guard let pandas, let note = try? JSONValue(parsing: pandas), let names = note["index_columns"]?.array else {
      return []
    }
    return Set(names.compactMap(\.string))
  }

  private static func entry(_ reader: inout ThriftReader) throws -> (key: String, value: String) {
    var (key, value) = ("", "")
    try reader.structure { reader, field, kind in
      guard kind == .binary else { return false }
      switch field {
      case 1: key = try reader.text()
      case 2: value = try reader.text()
      default: return false
      }
      return true
    }
    return (key, value)
  }

  private struct Element {
    var name = ""
    var children: Int64 = 0

    init(_ reader: inout ThriftReader) throws {
      var (name, children) = ("", Int64(0))
      try reader.structure { reader, field, kind in
        switch (field, kind) {
        case (4, .binary): name = try reader.text()
        case (5, .i32): children = try reader.integer()
        default: return false
        }
        return true
      }
      guard (0...Int64(ParquetFooter.maximumElements)).contains(children) else { throw ThriftReader.Failure.malformed }
      self.name = name
      self.children = children
    }
  }
}
