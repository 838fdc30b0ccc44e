import PolderCore
import PolderService

extension NodePolicies {
  private static let keys = [
    "allow_basics_algorithm", "allowed_algorithms", "allowed_algorithm_stores", "allow_either_whitelist_or_store",
    "allowed_users", "allowed_organizations", "require_algorithm_pull", "methods", "hold", "show_arguments",
  ]

  /// Reads the section `policies`; none takes up everything.
  init(_ section: Configuration?) throws {
    self.init()
    guard let section else { return }
    // A rule that is misspelt would be none.
    try section.requireKnown(Self.keys)
    for key in section.keys { lines[section.fullPath(key)] = section.line(key) }
    allowsBasics = try section.bool("allow_basics_algorithm") ?? true
    allowsEither = try section.bool("allow_either_whitelist_or_store") ?? false
    requiresPull = try section.bool("require_algorithm_pull") ?? true
    showsArguments = try section.bool("show_arguments") ?? false
    users = try entries(section, "allowed_users") ?? []
    organizations = try entries(section, "allowed_organizations") ?? []
    algorithms = try patterns(section, "allowed_algorithms", "names of images or regular expressions")
    stores = try patterns(section, "allowed_algorithm_stores", "addresses of algorithm stores or regular expressions")
    methods = try section.sections("methods").map { try method($0) }
    holds = try holds(section)
  }

  /// The texts of a list, of which the lines are noted; nil when there is none.
  mutating func entries(_ section: Configuration, _ key: String) throws -> [String]? {
    guard section.has(key) else { return nil }
    let found = try section.textEntries(key)
    for (index, entry) in found.enumerated() { lines["\(section.fullPath(key))[\(index)]"] = entry.line }
    return found.map(\.text)
  }

  private mutating func patterns(_ section: Configuration, _ key: String, _ what: String) throws -> [String]? {
    let found = try entries(section, key)
    if let bad = found?.firstIndex(where: { !ImagePattern($0).isValid }) {
      throw section.invalid(key, "a list of \(what); entry \(bad + 1) is neither")
    }
    return found
  }
}
