import PolderCore
import PolderService

extension NodePolicies {
  /// Reads the section `policies`; none takes up everything.
  init(_ section: Configuration?) throws {
    self.init()
    guard let section else { return }
    // A rule that is not enforced must not look as if it were.
    for key in ["allowed_algorithm_stores", "allow_either_whitelist_or_store"] where section.has(key) {
      throw PolderError(
        .nodeUnsupported, "This version does not ask algorithm stores: `policies.\(key)` can not be enforced.",
        object: section.line(key).map { "\(section.source), line \($0)" } ?? section.source,
        nextStep: "Name the images under `policies.allowed_algorithms` instead.")
    }
    allowsBasics = try section.bool("allow_basics_algorithm") ?? true
    users = try section.strings("allowed_users")
    organizations = try section.strings("allowed_organizations")
    guard section.has("allowed_algorithms") else { return }
    let entries = try section.strings("allowed_algorithms")
    for (index, entry) in entries.enumerated() where Self.isPattern(entry) {
      do { _ = try Regex(entry) } catch {
        throw section.invalid(
          "allowed_algorithms", "a list of names of images or regular expressions; entry \(index + 1) is neither")
      }
    }
    algorithms = entries
  }
}
