/// A token that can not be renewed, such as an algorithm's.
public struct FixedToken: TokenSource {
  private let text: String

  /// A token.
  public init(_ text: String) { self.text = text }

  /// The token.
  public func token() -> String { text }

  /// The same token: there is no other.
  public func token(insteadOf rejected: String) -> String { text }
}
