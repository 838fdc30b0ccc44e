extension BodyConstraint where Value == String {
  /// One of the words of a list, with the contract's text.
  static func word<Word: CaseIterable & RawRepresentable & Sendable>(
    of type: Word.Type, _ what: String, _ separator: String
  ) -> Self where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    return Self(schema: ["enum": .array(words.map { .string($0) })]) { text in
      if words.contains(text) { return nil }
      let allowed = words.map { "'\($0)'" }.joined(separator: ", ")
      return "\(what) '\(text.prefix(128))' is not one of the allowed values\(separator)[\(allowed)]"
    }
  }
}
