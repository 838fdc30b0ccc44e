/// Why a place of a result may not leave; never holds a value of the result.
public struct DisclosureReason: Hashable, Sendable, CustomStringConvertible {
  /// The place, shortened, with only harmless characters.
  public let field: String
  /// What is wrong with it.
  public let problem: String
  /// The line of the steward's settings that asks for it; nil when it is the declaration that is wrong.
  public let rule: String?

  init(_ field: String, _ problem: String, rule: String? = nil) {
    self.field = Self.shown(field)
    self.problem = problem
    self.rule = rule
  }

  /// Place, problem and rule on one line.
  public var description: String {
    let place = field.isEmpty ? "the result" : field
    return rule.map { "\(place): \(problem) (\($0))" } ?? "\(place): \(problem)"
  }

  /// A program chooses the keys of its result, so they are bounded like anything that it says.
  private static func shown(_ field: String) -> String {
    let safe = field.unicodeScalars.prefix(121).map { scalar -> Character in
      let isHarmless = scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
      return isHarmless ? Character(scalar) : "?"
    }
    return safe.count > 120 ? String(safe.prefix(119)) + "…" : String(safe)
  }
}
