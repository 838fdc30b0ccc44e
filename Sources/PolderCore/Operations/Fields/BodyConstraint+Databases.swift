extension BodyConstraint where Value == [Wire.DatabaseRequest] {
  /// The contract's rules for the databases that a task asks for; 128 at the most.
  static var databases: Self {
    Self(schema: ["maxItems": 128]) { databases in
      guard databases.count <= 128 else { return "Longer than maximum length 128." }
      for database in databases {
        if let problem = problem(of: database) { return problem }
      }
      return nil
    }
  }

  private static let keys = ["label", "arguments", "preprocessing", "query", "sheet_name"]

  private static func problem(of database: Wire.DatabaseRequest) -> String? {
    guard let label = database.label, !label.isEmpty else { return "Database label is required for each database." }
    guard label.utf8.count <= 512 else { return "Database labels are 512 bytes long at the most." }
    if database.parameters.keys.contains(where: { !keys.contains($0) }) {
      let allowed = keys.map { "'\($0)'" }.joined(separator: ", ")
      let text = database.bodyJSON.pythonText.prefix(512)
      return "Database \(text) contains unknown keys. Allowed keys are {\(allowed)}."
    }
    for (key, value) in database.parameters {
      switch key {
      case "arguments" where value.object == nil && !value.isNull:
        return "The key 'arguments' of a database has to be an object."
      case "preprocessing" where !value.isNull && !isPreprocessing(value):
        return "The key 'preprocessing' of a database has to be a list of objects that each name a 'function'."
      case "query" where value.string == nil && !value.isNull, "sheet_name" where value.string == nil && !value.isNull:
        return "The key '\(key)' of a database has to be a text."
      default: continue
      }
    }
    return nil
  }

  private static func isPreprocessing(_ value: JSONValue) -> Bool {
    guard let steps = value.array else { return false }
    return steps.allSatisfy { $0["function"] != nil }
  }
}
