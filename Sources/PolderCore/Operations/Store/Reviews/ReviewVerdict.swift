/// What a reviewer says about an algorithm.
public struct ReviewVerdict: RequestBody, Hashable {
  /// The text.
  public var comment: String?

  /// Nothing said.
  public init() {}

  /// A text.
  public init(comment: String?) { self.comment = comment }

  /// The fields.
  public static let fields: [BodyField<Self>] = [.init("comment", \.comment, .longest(65_536))]
}
