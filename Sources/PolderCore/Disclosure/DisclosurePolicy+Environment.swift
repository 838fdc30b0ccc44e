extension DisclosurePolicy {
  private static let rowsVariable = "POLDER_DISCLOSURE_MINIMUM_ROWS"
  private static let recordsVariable = "POLDER_DISCLOSURE_MINIMUM_RECORDS"
  private static let allowVariable = "POLDER_DISCLOSURE_ALLOW"

  /// The variables, not yet encoded, by which a node tells an algorithm its rules, so that it can withhold what would
  /// be refused.
  public var environment: [(name: String, value: String)] {
    [
      (Self.rowsVariable, String(minimumRows)), (Self.recordsVariable, String(minimumRecords)),
      (Self.allowVariable, allow.joined(separator: ",")),
    ]
  }

  /// Reads those variables, decoded; what is missing or malformed, as at a node that sets none, takes the default.
  public init(environment: [String: String]) {
    self.init()
    if let rows = environment[Self.rowsVariable].flatMap(Int.init), rows > 0 { minimumRows = rows }
    if let records = environment[Self.recordsVariable].flatMap(Int.init), records > 0 { minimumRecords = records }
    allow = (environment[Self.allowVariable] ?? "").split(separator: ",").map(String.init).filter(Self.isLineName)
  }
}
