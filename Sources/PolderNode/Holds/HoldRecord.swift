public import PolderCore

/// A run that waits for the steward, as its file in the folder `holds` says.
public struct HoldRecord: Sendable, Hashable, Codable {
  /// What exactly waits.
  public let binding: HoldBinding
  /// Its task.
  public let task: TaskID
  /// Since when it waits.
  public let heldAt: Timestamp
  /// The rule that holds it.
  public let rule: String
  /// The user who started the task.
  public let user: UserID?
  /// The organization that started the task.
  public let organization: OrganizationID?
  /// The function that it calls; nil when the input does not say so in a way that is understood.
  public let method: String?
  /// The names of its arguments.
  public let arguments: [String]
  /// How many arguments are given by position.
  public let positional: Int
  /// The arguments themselves, where the steward wants to see them.
  public let values: JSONValue?
  /// The databases that it asks for, each with its parameters.
  public let databases: [String]

  private static let longestValues = 256 << 10

  init(
    _ assignment: RunAssignment, _ binding: HoldBinding, _ input: RunInput?, rule: PolicyPlace, showsArguments: Bool,
    at moment: Timestamp
  ) {
    self.binding = binding
    task = assignment.task
    heldAt = moment
    self.rule = rule.withLine
    user = assignment.user
    organization = assignment.initiator
    method = input?.method
    arguments = Array((input?.arguments.keys ?? []).prefix(1_000))
    positional = input?.positional ?? 0
    let shown = showsArguments ? input.map { JSONValue.object($0.arguments) } : nil
    values = shown.flatMap { $0.bytes.count <= Self.longestValues ? $0 : nil }
    databases = binding.databases
  }
}
