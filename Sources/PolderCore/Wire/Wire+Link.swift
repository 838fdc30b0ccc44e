extension Wire {
  /// A reference to one object.
  public struct Link<Entity>: Hashable, Sendable, Codable {
    /// The object's id.
    public let id: ID<Entity>
    /// Where it is, for instance `/api/organization/3`.
    public let link: String
    /// The methods that are accepted there.
    public let methods: [String]

    /// A reference.
    public init(id: ID<Entity>, link: String, methods: [String]) {
      self.id = id
      self.link = link
      self.methods = methods
    }

    enum CodingKeys: CodingKey { case id, link, methods }

    /// Reads the three members; as replies hold hundreds of references, straight where JSON is read.
    public init(from decoder: any Decoder) throws {
      if let decoder = decoder as? JSONValueDecoder {
        id = ID(try decoder.member("id").decode(Int64.self))
        link = try decoder.member("link").decode(String.self)
        methods = try decoder.member("methods").texts()
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(ID<Entity>.self, forKey: .id)
      link = try container.decode(String.self, forKey: .link)
      methods = try container.decode([String].self, forKey: .methods)
    }

    /// Writes the three members; as replies hold hundreds of references, straight where JSON is written.
    public func encode(to encoder: any Encoder) throws {
      if let encoder = encoder as? JSONValueEncoder { return encoder.write(straight: write) }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(link, forKey: .link)
      try container.encode(methods, forKey: .methods)
    }

    private func write(_ writer: inout JSONWriter) {
      writer.raw(#"{"id":"#)
      writer.write(id.rawValue)
      writer.raw(#","link":"#)
      writer.write(link)
      writer.raw(#","methods":["#)
      for (index, method) in methods.enumerated() {
        if index > 0 { writer.byte(UInt8(ascii: ",")) }
        writer.write(method)
      }
      writer.raw("]}")
    }
  }

  /// Several related objects: where they are, or the objects themselves.
  public enum Related<Item: Codable & Sendable>: Sendable, Codable {
    /// A relative address.
    case link(String)
    /// The objects.
    case items([Item])

    /// Reads a text or a list.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let link = try? container.decode(String.self) {
        // A list is what is left when it is no text.
        self = .link(link)
      } else {
        self = .items(try container.decode([Item].self))
      }
    }

    /// Writes a text or a list.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .link(let link): try container.encode(link)
      case .items(let items): try container.encode(items)
      }
    }

    /// The objects, when they are here.
    public var items: [Item]? { if case .items(let items) = self { items } else { nil } }
  }
}
