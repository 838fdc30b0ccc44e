/// What an envelope holds.
public enum EnvelopeKind: String, Sendable, Hashable, CaseIterable {
  /// The input of a task, from its initiator to the organizations that run it.
  case input
  /// The result of a run, from its organization to the initiator of the task.
  case result

  /// How the header writes it.
  var number: UInt8 {
    switch self {
    case .input: 1
    case .result: 2
    }
  }
}
