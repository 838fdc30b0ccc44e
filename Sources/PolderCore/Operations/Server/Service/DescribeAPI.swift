/// Tells what there is to ask for, as OpenAPI 3.1.
public enum DescribeAPI: Operation {
  /// The description.
  public typealias Reply = JSONValue
  /// `GET /openapi.json`
  public static let route = Route(.get, "openapi.json")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Tell what there is to ask for, as OpenAPI 3.1"
}
