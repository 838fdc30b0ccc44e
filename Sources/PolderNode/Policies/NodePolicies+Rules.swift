import PolderCore
import PolderService

extension NodePolicies {
  private static let conditionKeys = ["equals", "one_of", "at_most", "at_least", "pattern", "required"]

  mutating func method(_ section: Configuration) throws -> MethodRule {
    try section.requireKnown(["image", "allow", "deny", "arguments"])
    note(section)
    let image = try Self.image(section, try section.requiredString("image", "the images that the rule is about"))
    var rule = MethodRule(image: image)
    rule.allowed = try entries(section, "allow")
    rule.denied = try entries(section, "deny") ?? []
    guard rule.allowed == nil || rule.denied.isEmpty else {
      throw section.invalid("deny", "left out where there is `allow`, which refuses all other functions")
    }
    if let arguments = try section.section("arguments") {
      rule.arguments = try arguments.keys.map { try argument($0, arguments) }
    }
    guard rule.allowed != nil || !rule.denied.isEmpty || !rule.arguments.isEmpty else {
      throw section.missing("allow", "the functions that may run, or `deny` or `arguments` in its place")
    }
    return rule
  }

  private mutating func argument(_ name: String, _ arguments: Configuration) throws -> ArgumentRule {
    guard NodeDatabase.isIdentifier(name) else {
      throw arguments.invalid(name, "under a name of letters, digits and underscores")
    }
    guard let section = try arguments.section(name) else {
      throw arguments.missing(name, "what the argument has to be")
    }
    try section.requireKnown(Self.conditionKeys)
    note(section)
    var conditions: [ArgumentRule.Condition] = []
    if let text = try section.string("equals") { conditions.append(.equals(text)) }
    if section.has("one_of") { conditions.append(.oneOf(try section.strings("one_of"))) }
    if let number = try section.double("at_most") { conditions.append(.atMost(number)) }
    if let number = try section.double("at_least") { conditions.append(.atLeast(number)) }
    if let pattern = try section.string("pattern") {
      do { _ = try Regex(pattern) } catch { throw section.invalid("pattern", "a regular expression") }
      conditions.append(.pattern(pattern))
    }
    return ArgumentRule(
      name: name, isRequired: try section.bool("required") ?? false, conditions: conditions)
  }

  mutating func holds(_ policies: Configuration) throws -> [HoldRule] {
    // A list, or the one word for all; which of the two is told by the attempt to read it as a text.
    if let word = try? policies.string("hold") {
      guard word == "all" else { throw policies.invalid("hold", "`all`, or a list of rules") }
      return [HoldRule()]
    }
    return try policies.sections("hold").map { section in
      try section.requireKnown(["image", "method", "users", "organizations"])
      note(section)
      var rule = HoldRule()
      rule.image = try section.string("image").map { try Self.image(section, $0) }
      rule.methods = try entries(section, "method")
      rule.users = try entries(section, "users")
      rule.organizations = try entries(section, "organizations")
      guard rule != HoldRule() else { throw section.missing("image", "what is held; write `hold: all` for everything") }
      return rule
    }
  }

  /// Remembers where the keys of a section stand.
  private mutating func note(_ section: Configuration) {
    lines[section.prefix] = section.line
    for key in section.keys { lines[section.fullPath(key)] = section.line(key) }
  }

  private static func image(_ section: Configuration, _ text: String) throws -> ImagePattern {
    let pattern = ImagePattern(text)
    guard pattern.isValid else { throw section.invalid("image", "the name of an image or a regular expression") }
    return pattern
  }
}
