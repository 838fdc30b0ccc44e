import OrderedCollections

/// A JSON object that keeps the order of its keys.
public struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral, Sequence {
  private var members: OrderedDictionary<String, JSONValue>

  /// An empty object.
  public init() { members = [:] }

  /// An object of those members; of a repeated key the last value counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = [:]
    for (key, value) in elements { members[key] = value }
  }

  mutating func reserve(_ count: Int) { members.reserveCapacity(count) }

  /// The value of a key; setting nil removes the key.
  public subscript(key: String) -> JSONValue? {
    get { members[key] }
    set { members[key] = newValue }
  }

  /// The keys in their order.
  public var keys: [String] { Array(members.keys) }

  /// How many members there are.
  public var count: Int { members.count }

  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// Walks the members in their order.
  public func makeIterator() -> Iterator { Iterator(members: members) }

  /// Walks the members of an object in their order.
  public struct Iterator: IteratorProtocol {
    let members: OrderedDictionary<String, JSONValue>
    private var index = 0

    init(members: OrderedDictionary<String, JSONValue>) { self.members = members }

    /// The next member.
    public mutating func next() -> (key: String, value: JSONValue)? {
      guard index < members.count else { return nil }
      defer { index += 1 }
      return members.elements[index]
    }
  }
}
