/// What a field's value has to fulfil.
public struct BodyConstraint<Value: Sendable>: Sendable {
  /// What is wrong with a value, or nil.
  public let problem: @Sendable (Value) -> String?

  /// What it adds to the JSON Schema of the field; what a schema can not say is left out.
  public let schema: JSONObject

  /// A constraint by a function that says what is wrong.
  public init(schema: JSONObject = [:], _ problem: @escaping @Sendable (Value) -> String?) {
    self.schema = schema
    self.problem = problem
  }
}

extension BodyConstraint where Value: RangeReplaceableCollection {
  /// So many entries at the most.
  public static func most(_ count: Int) -> Self {
    Self(schema: ["maxItems": .integer(Int64(count))]) {
      $0.count > count ? "Longer than maximum length \(count)." : nil
    }
  }
}

extension BodyConstraint where Value == String {
  /// So many characters at the most.
  public static func longest(_ count: Int) -> Self {
    Self(schema: ["maxLength": .integer(Int64(count))]) {
      $0.unicodeScalars.count > count ? "Longer than maximum length \(count)." : nil
    }
  }

  /// So many characters at least.
  public static func shortest(_ count: Int) -> Self {
    Self(schema: ["minLength": .integer(Int64(count))]) {
      $0.unicodeScalars.count < count ? "Shorter than minimum length \(count)." : nil
    }
  }

  /// Between so many and so many characters.
  public static func length(_ range: ClosedRange<Int>) -> Self {
    Self(schema: ["minLength": .integer(Int64(range.lowerBound)), "maxLength": .integer(Int64(range.upperBound))]) {
      range.contains($0.unicodeScalars.count)
        ? nil : "Length must be between \(range.lowerBound) and \(range.upperBound)."
    }
  }

  /// The contract's rule for names: not empty, not all digits, 128 characters at most.
  public static var name: Self {
    Self(schema: ["minLength": 1, "maxLength": 128, "pattern": "[^0-9]"]) { text in
      if text.isEmpty { return "Name cannot be empty" }
      if text.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }) { return "Name cannot a number" }
      return text.unicodeScalars.count > 128 ? "Name cannot be longer than 128 characters" : nil
    }
  }

  /// The contract's rule for names of users: 3 to 128 letters, digits, `.`, `_`, `-`, starting with a letter.
  public static var username: Self {
    Self(schema: ["minLength": 3, "maxLength": 128, "pattern": "^[a-zA-Z][a-zA-Z0-9._-]+$"]) { text in
      let characters = text.unicodeScalars
      guard (3...128).contains(characters.count) else { return "Length must be between 3 and 128." }
      let isLetter: (Unicode.Scalar) -> Bool = { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
      let fits = characters.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || "._-".unicodeScalars.contains($0) }
      guard fits, let first = characters.first, isLetter(first) else {
        return "Username \(text) is invalid. Only letters, numbers, hyphens and underscores are allowed, "
          + "and it should start with a letter."
      }
      return nil
    }
  }

  /// Looks like an e-mail address.
  public static var email: Self {
    Self(schema: ["format": "email", "maxLength": 254]) { text in
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      let fits =
        parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
        && !parts[1].hasSuffix(".") && text.utf8.count <= 254
        && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "," && $0 != ";" && $0 != "<" && $0 != ">" }
      return fits ? nil : "Not a valid email address."
    }
  }

  /// The contract's rules for passwords; the first that is broken is named.
  public static var password: Self {
    Self(schema: ["minLength": 8, "maxLength": 128, "format": "password"]) { text in
      let scalars = text.unicodeScalars
      if scalars.count < 8 {
        return "Password too short: use at least 8 characters with mixed lowercase, uppercase, numbers and special "
          + "characters"
      }
      if scalars.count > 128 { return "Password too long: use at most 128 characters" }
      if !scalars.contains(where: { ("0"..."9").contains($0) }) { return "Password should contain at least one number" }
      if !scalars.contains(where: { ("A"..."Z").contains($0) }) {
        return "Password should contain at least one uppercase letter"
      }
      if !scalars.contains(where: { ("a"..."z").contains($0) }) {
        return "Password should contain at least one lowercase letter"
      }
      let onlyLettersAndDigits = scalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      return onlyLettersAndDigits ? "Password should contain at least one special character" : nil
    }
  }

  /// One of those texts.
  public static func oneOf(_ texts: [String]) -> Self {
    Self(schema: ["enum": .array(texts.map { .string($0) })]) {
      texts.contains($0) ? nil : "Must be one of: \(texts.joined(separator: ", "))."
    }
  }
}

extension BodyConstraint where Value: RawRepresentable & Sendable, Value.RawValue == Int64 {
  /// An id from 1.
  public static var positive: Self {
    Self(schema: ["minimum": 1]) { $0.rawValue < 1 ? "Must be greater than or equal to 1." : nil }
  }
}
