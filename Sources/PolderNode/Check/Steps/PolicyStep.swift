import PolderCore
public import PolderService

/// Whether the node takes up less than everything.
public struct PolicyStep: NodeCheckStep {
  private static let name = "policies"

  /// A step.
  public init() {}

  /// What is said about the policies.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard let configuration = facts.configuration else { return [] }
    let policies = configuration.policies
    var items: [CheckItem] = []
    let people = policies.users.count + policies.organizations.count
    if policies.algorithms == nil, policies.stores == nil {
      let whose = people == 0 ? "anybody in the collaboration" : "the users and organizations that are named"
      items.append(
        CheckItem(
          Self.name, .warning, "Any algorithm of \(whose) is taken up.", object: "policies",
          nextStep: "Name what may run under `policies.allowed_algorithms` or `policies.allowed_algorithm_stores`."))
    } else {
      var parts: [String] = []
      if let algorithms = policies.algorithms { parts.append("\(algorithms.count) entries for images") }
      if let stores = policies.stores { parts.append("\(stores.count) entries for stores") }
      parts.append(people == 0 ? "any user" : "\(people) entries for users and organizations")
      items.append(CheckItem(Self.name, .ok, "Taken up is what they allow: \(parts.joined(separator: ", "))."))
    }
    if let entry = (policies.algorithms ?? []).first(where: Self.allowsAll) {
      items.append(
        CheckItem(
          Self.name, .warning, "The entry `\(entry)` allows every image.", object: "policies.allowed_algorithms",
          nextStep: "Name images, or the registry that they come from: ^registry\\.example/.*"))
    }
    return items
  }

  private static func allowsAll(_ entry: String) -> Bool { [".*", "^.*", ".*$", "^.*$", ".+", "^.+$"].contains(entry) }
}
