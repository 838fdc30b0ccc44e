/// Shows those rules of a store that everybody may know.
public enum GetPublicStorePolicies: StoreOperation {
  /// The rules.
  public typealias Reply = Wire.PublicStorePolicies
  /// `GET /policy/public`
  public static let route = Route(.get, "policy/public")
  /// Who may.
  public static let level = StoreLevel.open
  /// What it does.
  public static let summary = "Shows the rules that everybody may know"
}
