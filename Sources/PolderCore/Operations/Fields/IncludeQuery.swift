/// What a reply shall hold in place of addresses.
public struct IncludeQuery: QueryParameters {
  /// The names of what to put in place of addresses.
  public var include: [String] = []

  /// Nothing in particular.
  public init() {}

  /// The parameters.
  public static let fields: [QueryField<Self>] = [.init("include", words: \.include)]
}
