extension Configuration {
  /// The text at a key; a number or a truth value gives its text as written.
  public func string(_ key: String) throws -> String? {
    guard let node = try self[key] else { return nil }
    guard case .scalar(let text) = node.content else { throw invalid(key, "a text, and is \(node.kind)") }
    return text
  }

  /// The text at a key that has to be there; the meaning says in the message what is missing.
  public func requiredString(_ key: String, _ meaning: String) throws -> String {
    guard let text = try string(key), !text.isEmpty else { throw missing(key, meaning) }
    return text
  }

  /// The whole number at a key, quoted or not, within a range.
  public func int(_ key: String, in range: ClosedRange<Int> = .min ... .max) throws -> Int? {
    guard let node = try self[key] else { return nil }
    guard case .scalar(let text) = node.content, let number = Int(text.replacing("_", with: "")) else {
      throw invalid(key, "a whole number")
    }
    guard range.contains(number) else { throw invalid(key, Self.words(range)) }
    return number
  }

  /// The number at a key, within a range.
  public func double(_ key: String, in range: ClosedRange<Double> = -.infinity ... .infinity) throws -> Double? {
    guard let node = try self[key] else { return nil }
    guard case .scalar(let text) = node.content, let number = Double(text), number.isFinite else {
      throw invalid(key, "a number")
    }
    guard range.contains(number) else {
      throw invalid(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The truth value at a key: true, yes, on, 1 or false, no, off, 0, in any case, quoted or not.
  public func bool(_ key: String) throws -> Bool? {
    guard let node = try self[key] else { return nil }
    guard case .scalar(let text) = node.content else { throw invalid(key, "true or false, and is \(node.kind)") }
    switch text.lowercased() {
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0": return false
    default: throw invalid(key, "true or false")
    }
  }

  /// One of several words at a key, in any case.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Choice.Type) throws
    -> Choice?
  {
    guard let text = try string(key) else { return nil }
    guard let choice = type.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
      throw invalid(key, "one of: " + type.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    if range.upperBound == .max { return "a whole number of at least \(range.lowerBound)" }
    return "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}
