extension QueryField {
  /// A flag that only narrows a list when it is set. The stores of the contract take any text for true, `False` too
  /// (deviation 3), so that false is not sent at all.
  init(flag name: String, _ path: any WritableKeyPath<Query, Bool?> & Sendable) {
    self.init(storeFlag: name, path) { $0 ? [true.queryText] : [] }
  }

  /// A choice of two, where false asks for the others. The stores of the contract take only the empty text for false.
  init(choice name: String, _ path: any WritableKeyPath<Query, Bool?> & Sendable) {
    self.init(storeFlag: name, path) { [$0 ? true.queryText : ""] }
  }

  private init(
    storeFlag name: String, _ path: any WritableKeyPath<Query, Bool?> & Sendable,
    _ texts: @escaping @Sendable (Bool) -> [String]
  ) {
    self.name = name
    schema = Bool.querySchema
    isRepeated = false
    read = { query, texts in
      query[keyPath: path] = Bool(query: texts[0])
      return nil
    }
    write = { query in query[keyPath: path].map(texts) ?? [] }
  }
}
