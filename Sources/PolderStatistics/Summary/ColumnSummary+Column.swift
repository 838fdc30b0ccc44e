import PolderAlgorithm
import PolderCore
import PolderData

extension ColumnSummary {
  /// Summarizes a column and holds back what the node's rules would refuse.
  init(name: String, column: Column, policy: DisclosurePolicy) throws {
    self.name = name
    kind = column.isNumeric ? .numbers : .texts
    let present = column.count - column.missing
    guard present >= policy.minimumRows else {
      withheld = Withheld(rows: "fewer than \(policy.minimumRows) rows have a value")
      return
    }
    count = present
    missing = column.missing
    guard case .numbers(let values) = column else { return }
    let moments = Moments(of: values)
    guard moments.mean.isFinite, moments.squares.isFinite else {
      throw PolderError(
        .algorithmUnsuitableData, "The column '\(name)' holds infinite or too large numbers.", object: name,
        nextStep: "Leave the column out, or ask the data's steward to correct it.")
    }
    mean = moments.mean
    squares = moments.squares
    holdExtremes(values, policy)
  }

  /// An extreme leaves only when enough records hold that very value, so that it is nobody's own.
  private mutating func holdExtremes(_ values: [Double], _ policy: DisclosurePolicy) {
    let present = values.lazy.filter { !$0.isNaN }
    guard let least = present.min(), let largest = present.max() else { return }
    let atLeast = present.count { $0 == least }
    let atLargest = present.count { $0 == largest }
    let reason = "fewer than \(policy.minimumRecords) records hold it"
    var held = Withheld()
    if atLeast >= policy.minimumRecords { (min, minRecords) = (least, atLeast) } else { held.min = reason }
    if atLargest >= policy.minimumRecords { (max, maxRecords) = (largest, atLargest) } else { held.max = reason }
    if held != Withheld() { withheld = held }
  }
}
