/// Shows the rules by which a store is run.
public enum GetStorePolicies: StoreOperation {
  /// The rules, those that stand by default included.
  public typealias Reply = Wire.StorePolicies
  /// `GET /policy`
  public static let route = Route(.get, "policy")
  /// Who may.
  public static let level = StoreLevel.known
  /// What it does.
  public static let summary = "Shows the rules by which the store is run"
}
