/// What one site says about one column.
struct ColumnSummary: Codable, Sendable, Equatable {
  /// What kinds of columns are told apart.
  enum Kind: String, Codable, Sendable {
    case numbers
    case texts
  }

  let name: String
  let kind: Kind
  var count: Int?
  var missing: Int?
  var mean: Double?
  var squares: Double?
  var min: Double?
  var minRecords: Int?
  var max: Double?
  var maxRecords: Int?
  /// What is held back, and why.
  var withheld: Withheld?

  struct Withheld: Codable, Sendable, Equatable {
    var rows: String?
    var min: String?
    var max: String?
  }

  /// Whether the counts can be, and whether a mean has the count it rests on.
  var isSound: Bool {
    let counts = 0...1_000_000_000_000
    let given = [count, missing, minRecords, maxRecords].compactMap { $0 }
    let isNumeric = kind == .numbers && count != nil
    return given.allSatisfy(counts.contains) && (mean != nil) == isNumeric && (squares != nil) == isNumeric
      && (min != nil) == (minRecords != nil) && (max != nil) == (maxRecords != nil)
  }

  enum CodingKeys: String, CodingKey {
    case name
    case kind
    case count
    case missing
    case mean
    case squares
    case min
    case minRecords = "min_records"
    case max
    case maxRecords = "max_records"
    case withheld
  }
}
