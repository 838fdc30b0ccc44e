/// The steward's rules for what may leave a node.
public struct DisclosurePolicy: Hashable, Sendable {
  /// What becomes of a result without a declaration, such as every Python algorithm's.
  public enum Undeclared: String, Hashable, Sendable, CaseIterable {
    /// It leaves, as with the incumbent.
    case pass
    /// It does not.
    case refuse
  }

  /// The least number of rows that a count, a statistic or a model has to rest on.
  public var minimumRows: Int
  /// The least number of records that an extreme or a cell of a table has to rest on.
  public var minimumRecords: Int
  /// What becomes of a result without a declaration.
  public var undeclared: Undeclared
  /// The named lines by which numbers that can rest on single records may leave.
  public var allow: [String]

  /// Rules; by default five rows, five records, undeclared results pass, and no line.
  public init(minimumRows: Int = 5, minimumRecords: Int = 5, undeclared: Undeclared = .pass, allow: [String] = []) {
    self.minimumRows = minimumRows
    self.minimumRecords = minimumRecords
    self.undeclared = undeclared
    self.allow = allow
  }

  /// Whether a text can be the name of a line: lower-case words joined by dashes, at most 64 characters.
  static func isLineName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-") else {
      return false
    }
    return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
  }
}
