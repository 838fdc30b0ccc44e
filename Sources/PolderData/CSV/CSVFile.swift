/// A file of comma-separated values with a line of names, UTF-8.
public struct CSVFile: TabularSource {
  /// What a file may cost.
  public struct Limits: Sendable {
    /// The most bytes a file may have.
    public var bytes: Int
    /// The most columns.
    public var columns: Int
    /// The most bytes of one value.
    public var fieldBytes: Int

    /// Limits; by default 2 GiB, 100,000 columns, 1 MiB for a value.
    public init(bytes: Int = 2 << 30, columns: Int = 100_000, fieldBytes: Int = 1 << 20) {
      self.bytes = bytes
      self.columns = columns
      self.fieldBytes = fieldBytes
    }
  }

  /// Where the file lies.
  public let path: String
  private let limits: Limits

  /// The file at a path; nothing is read yet.
  public init(path: String, limits: Limits = Limits()) {
    self.path = path
    self.limits = limits
  }

  /// The names in the first line.
  public func columnNames() throws -> [String] { try parser().names }

  /// Reads columns in the order asked for, or all in the order of the file when nil.
  /// - Throws: `PolderError` `data-unreadable`, `data-invalid-table` (with the line), `data-too-large`,
  ///   `data-unknown-column`.
  public func read(columns: [String]?) throws -> Table { try parser().table(columns: columns) }

  /// Walks all of it and gives the names in the first line.
  /// - Throws: as ``read(columns:)`` does, so that a broken line is told before an algorithm meets it
  public func check() throws -> [String] {
    let parser = try parser()
    try parser.check()
    return parser.names
  }

  private func parser() throws -> CSVParser {
    try CSVParser(bytes: FileBytes.read(path, atMost: limits.bytes), limits: limits, object: path)
  }
}
