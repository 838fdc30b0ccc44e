extension Wire {
  /// One page of a list.
  public struct Page<Item: Codable & Sendable>: Sendable, Codable {
    /// The entries of this page.
    public let data: [Item]
    /// Where the other pages are.
    public let links: PageLinks

    /// A page.
    public init(data: [Item], links: PageLinks) {
      self.data = data
      self.links = links
    }
  }

  /// Addresses of the pages of a list; a page that does not exist has no key.
  public struct PageLinks: Hashable, Sendable, Codable {
    /// The first page.
    public var first: String?
    /// The page before.
    public var previous: String?
    /// This page.
    public var `self`: String?
    /// The page behind.
    public var next: String?
    /// The last page.
    public var last: String?

    /// No addresses yet.
    public init() {}

    /// Writes the keys that have a value.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      if let first { try container.encode(first, forKey: .first) }
      if let previous { try container.encode(previous, forKey: .previous) }
      if let address = self.`self` { try container.encode(address, forKey: .`self`) }
      if let next { try container.encode(next, forKey: .next) }
      if let last { try container.encode(last, forKey: .last) }
    }
  }

  /// A reply that is only a text.
  public struct Message: Hashable, Sendable, Codable {
    /// The text.
    public let msg: String

    /// A text.
    public init(_ msg: String) { self.msg = msg }
  }
}
