import PolderAlgorithm
import PolderCore

/// Puts together what the sites say about one column.
struct SummaryCombination {
  let column: SummaryReport.Column

  init(name: String, parts: [ColumnSummary]) throws {
    let kinds = Set(parts.map(\.kind))
    guard kinds.count == 1, let kind = kinds.first else {
      throw PolderError(
        .algorithmUnsuitableData, "The column '\(name)' holds numbers at some organizations and texts at others.",
        object: name, nextStep: "Leave the column out, or agree with the data's stewards how it is coded.")
    }
    guard parts.allSatisfy(\.isSound) else {
      throw PolderError(.algorithmSubtaskFailed, "A site's summary of the column '\(name)' contradicts itself.")
    }
    let open = parts.filter { $0.count != nil }
    var column = SummaryReport.Column(name: name, kind: kind.rawValue)
    var withheld = SummaryReport.Withheld()
    if open.count < parts.count {
      withheld.rows = "\(parts.count - open.count) of \(parts.count) organizations have too few rows with a value"
    }
    if !open.isEmpty {
      column.count = open.compactMap(\.count).reduce(0, +)
      column.missing = open.compactMap(\.missing).reduce(0, +)
    }
    if kind == .numbers, !open.isEmpty {
      let moments = open.map { Moments(count: $0.count ?? 0, mean: $0.mean ?? 0, squares: $0.squares ?? 0) }
        .reduce(Moments(), +)
      (column.mean, column.sd) = (moments.mean, moments.standardDeviation)
      (column.min, column.minRecords) = Self.extreme(parts, \.min, \.minRecords, <)
      (column.max, column.maxRecords) = Self.extreme(parts, \.max, \.maxRecords, >)
      let reason = "too few records hold it at one organization or more"
      if column.min == nil { withheld.min = reason }
      if column.max == nil { withheld.max = reason }
    }
    if withheld != SummaryReport.Withheld() { column.withheld = withheld }
    self.column = column
  }

  /// An extreme of some sites alone would look like that of all, so one that is held back holds back the whole.
  private static func extreme(
    _ parts: [ColumnSummary], _ value: KeyPath<ColumnSummary, Double?>, _ records: KeyPath<ColumnSummary, Int?>,
    _ isBefore: (Double, Double) -> Bool
  ) -> (Double?, Int?) {
    let values = parts.compactMap { $0[keyPath: value] }
    guard values.count == parts.count, let extreme = values.min(by: isBefore) else { return (nil, nil) }
    let holders = parts.filter { $0[keyPath: value] == extreme }.compactMap { $0[keyPath: records] }
    return (extreme, holders.reduce(0, +))
  }
}
