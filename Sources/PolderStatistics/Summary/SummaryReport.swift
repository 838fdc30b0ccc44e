/// What `summary` gives the researcher.
public struct SummaryReport: Codable, Sendable, Equatable {
  /// One column over all sites.
  public struct Column: Codable, Sendable, Equatable {
    /// Its name.
    public let name: String
    /// `numbers` or `texts`.
    public let kind: String
    /// How many rows have a value; nil when no site lets it out.
    public var count: Int?
    /// How many rows have none.
    public var missing: Int?
    /// The mean.
    public var mean: Double?
    /// The standard deviation, with one degree of freedom less than values.
    public var sd: Double?
    /// The least value, when every site lets its own out.
    public var min: Double?
    /// How many records hold the least value.
    public var minRecords: Int?
    /// The largest value, when every site lets its own out.
    public var max: Double?
    /// How many records hold the largest value.
    public var maxRecords: Int?
    /// What is held back, and why.
    public var withheld: Withheld?

    enum CodingKeys: String, CodingKey {
      case name
      case kind
      case count
      case missing
      case mean
      case sd
      case min
      case minRecords = "min_records"
      case max
      case maxRecords = "max_records"
      case withheld
    }
  }

  /// What is held back of a column, and why.
  public struct Withheld: Codable, Sendable, Equatable {
    /// Why the rows of some sites are missing from all numbers of the column.
    public var rows: String?
    /// Why there is no least value.
    public var min: String?
    /// Why there is no largest value.
    public var max: String?
  }

  /// The columns.
  public let columns: [Column]
  /// How many organizations took part.
  public let organizations: Int

  /// The column of a name.
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}
