/// What a number of a result rests on, and hence which of the steward's rules it has to meet.
public enum DisclosureBasis: Hashable, Sendable {
  /// The number itself counts records.
  case count
  /// The number counts records without a value; exempt.
  case missingCount
  /// The number counts the records of one cell of a table.
  case cell
  /// A sum, mean, variance or the like over so many rows.
  case statistic(rows: DisclosureSupport)
  /// A least or largest value, or another one that single records hold: so many of them hold this very value.
  case extreme(records: DisclosureSupport)
  /// An estimate of a model of so many parameters, fitted to so many rows.
  case modelParameter(rows: DisclosureSupport, parameters: Int)
  /// Numbers that can rest on single records, and pass only by a line of that name in the steward's `allow`.
  case line(String)
  /// Does not depend on records: a setting, the number of an iteration.
  case constant
  /// A text that does not depend on single records: the name of a column, of a method.
  case label
}

extension DisclosureBasis {
  /// The line that lets out the risk sets of a Cox model.
  public static let coxRiskSets = DisclosureBasis.line("cox-risk-sets")
}
