/// One parameter behind the question mark.
public struct QueryField<Query>: Sendable {
  /// The name on the wire.
  public let name: String
  /// Its JSON Schema.
  public let schema: JSONObject
  /// Whether it may be given several times.
  public let isRepeated: Bool
  /// Takes the texts; what was expected when one does not fit.
  let read: @Sendable (inout Query, [String]) -> String?
  let write: @Sendable (Query) -> [String]

  /// A parameter that may be given once; of several the first counts.
  public init<Value: QueryValue>(_ name: String, _ path: any WritableKeyPath<Query, Value?> & Sendable) {
    self.name = name
    schema = Value.querySchema
    isRepeated = false
    read = { query, texts in
      guard let value = Value(query: texts[0]) else { return Value.expectation }
      query[keyPath: path] = value
      return nil
    }
    write = { query in query[keyPath: path].map { [$0.queryText] } ?? [] }
  }

  /// A parameter that may be given several times.
  public init<Value: QueryValue>(_ name: String, repeated path: any WritableKeyPath<Query, [Value]> & Sendable) {
    self.name = name
    schema = Value.querySchema
    isRepeated = true
    read = { query, texts in
      let values = texts.compactMap { Value(query: $0) }
      guard values.count == texts.count else { return Value.expectation }
      query[keyPath: path] = values
      return nil
    }
    write = { query in query[keyPath: path].map(\.queryText) }
  }

  /// A list of names joined by commas or given several times, as in `include=runs,results`.
  public init(_ name: String, words path: any WritableKeyPath<Query, [String]> & Sendable) {
    self.name = name
    schema = ["type": "string"]
    isRepeated = true
    read = { query, texts in
      query[keyPath: path] = texts.flatMap { $0.split(separator: ",").map(String.init) }
      return nil
    }
    write = { query in query[keyPath: path] }
  }

  /// Page, size and order of a list.
  public static func paging(_ path: any WritableKeyPath<Query, PageRequest> & Sendable) -> [Self] {
    [
      Self(part: "page", path, { $0.readNumber("page", \.page, $1) }, { $0.page.map { [String($0)] } ?? [] }),
      Self(
        part: "per_page", path, { $0.readNumber("per_page", \.perPage, $1) }, { $0.perPage.map { [String($0)] } ?? [] }),
      Self(
        part: "sort", path,
        { page, text in
          page.sort = text.split(separator: ",").map(String.init)
          return nil
        }, { $0.sort.isEmpty ? [] : [$0.sort.joined(separator: ",")] }),
    ]
  }

  private init(
    part name: String, _ path: any WritableKeyPath<Query, PageRequest> & Sendable,
    _ take: @escaping @Sendable (inout PageRequest, String) -> String?,
    _ give: @escaping @Sendable (PageRequest) -> [String]
  ) {
    self.name = name
    schema = name == "sort" ? ["type": "string"] : ["type": "integer", "minimum": 1]
    isRepeated = false
    read = { query, texts in take(&query[keyPath: path], texts[0]) }
    write = { query in give(query[keyPath: path]) }
  }
}
