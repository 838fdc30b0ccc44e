extension DisclosurePolicy {
  private static let keys = ["minimum_rows", "minimum_records", "undeclared", "allow"]

  /// Reads the section `disclosure` of a node's configuration; a missing or empty section gives the defaults.
  /// - Throws: `PolderError` `disclosure-invalid-policy` that names the key.
  public init(configuration: JSONValue?) throws {
    self.init()
    guard let configuration, !configuration.isNull else { return }
    guard let section = configuration.object else {
      throw Self.invalid("disclosure", "is not a section of keys and values")
    }
    for (key, value) in section {
      switch key {
      case "minimum_rows": minimumRows = try Self.least(value, key)
      case "minimum_records": minimumRecords = try Self.least(value, key)
      case "undeclared":
        guard let choice = value.string.flatMap(Undeclared.init) else {
          throw Self.invalid("disclosure.undeclared", "is neither 'pass' nor 'refuse'")
        }
        undeclared = choice
      case "allow": allow = try Self.lines(value)
      default:
        let hint = NearestName.among(Self.keys, to: key).map { " Did you mean '\($0)'?" } ?? ""
        throw Self.invalid(
          "disclosure.\(key.prefix(100))", "is not known.\(hint) There are: \(Self.keys.joined(separator: ", "))")
      }
    }
  }

  private static func least(_ value: JSONValue, _ key: String) throws -> Int {
    guard let number = value.integer, (1...1_000_000).contains(number) else {
      throw invalid("disclosure.\(key)", "is not a whole number from 1 to 1000000")
    }
    return Int(number)
  }

  private static func lines(_ value: JSONValue) throws -> [String] {
    if value.isNull { return [] }
    guard let elements = value.array else { throw invalid("disclosure.allow", "is not a list of names") }
    return try elements.map { element in
      guard let name = element.string, isLineName(name) else {
        throw invalid("disclosure.allow", "holds something that is no name such as 'cox-risk-sets'")
      }
      return name
    }
  }

  private static func invalid(_ key: String, _ reason: String) -> PolderError {
    PolderError(
      .disclosureInvalidPolicy, "The setting '\(key)' \(reason).", object: key,
      nextStep: "Correct it in the node's configuration, and start the node again.")
  }
}
