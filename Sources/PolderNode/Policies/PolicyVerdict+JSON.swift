public import PolderCore

extension PolicyVerdict {
  /// What follows, in one word: `allowed`, `refused` or `held`.
  public var word: String {
    switch effect {
    case .passes: "allowed"
    case .refuses: "refused"
    case .holds: "held"
    }
  }

  /// The verdict for programs.
  public var json: JSONValue {
    var object: JSONObject = ["verdict": .string(word)]
    object["rule"] = decisive.map { .string($0.place.key) } ?? .null
    object["line"] = decisive?.place.line.map { .integer(Int64($0)) } ?? .null
    object["findings"] = .array(
      findings.map { finding in
        var entry: JSONObject = [
          "effect": .string(finding.effect.rawValue), "rule": .string(finding.place.key), "text": .string(finding.text),
        ]
        entry["line"] = finding.place.line.map { .integer(Int64($0)) } ?? .null
        return .object(entry)
      })
    return .object(object)
  }
}
