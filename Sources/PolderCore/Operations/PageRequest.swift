/// Which part of a list is asked for, and in which order.
public struct PageRequest: Hashable, Sendable {
  /// The page from 1; nil means the first.
  public var page: Int64?
  /// How many entries a page has; nil means 10.
  public var perPage: Int64?
  /// Names of attributes, `-` in front for descending.
  public var sort: [String]
  /// What was wrong, when something was; the contract's text (deviation 2: answered with 400).
  public private(set) var problem: String?

  /// A page, by default the first of 10 entries.
  public init(page: Int64? = nil, perPage: Int64? = nil, sort: [String] = []) {
    self.page = page
    self.perPage = perPage
    self.sort = sort
  }

  /// How many entries a page has when nobody says.
  public static let defaultSize: Int64 = 10

  mutating func readNumber(
    _ name: String, _ path: WritableKeyPath<PageRequest, Int64?>, _ text: String
  ) -> String? {
    guard let number = Int64(text) else {
      problem = problem ?? "invalid literal for int() with base 10: '\(text.prefix(64))'"
      return nil
    }
    guard number >= 1 else {
      problem = problem ?? "\(name) needs to be >= 1"
      return nil
    }
    self[keyPath: path] = number
    return nil
  }
}
