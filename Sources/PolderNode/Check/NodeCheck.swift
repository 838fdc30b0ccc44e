public import PolderService

/// Says what is wrong with a node, and how to mend it.
public enum NodeCheck {
  /// All steps, in the order in which they are told.
  public static let steps: [any NodeCheckStep] = [
    ConfigurationStep(), ServerStep(), ClockStep(), LoginStep(), EncryptionStep(), RuntimeStep(), HelperStep(),
    DatabaseStep(),
    LimitStep(), DiskStep(), PolicyStep(),
  ]

  /// What all steps say; behind a configuration that can not be read nothing else is looked at.
  public static func items(_ facts: NodeFacts) -> [CheckItem] {
    guard facts.configuration != nil else { return ConfigurationStep().items(facts) }
    return steps.flatMap { $0.items(facts) }
  }
}
