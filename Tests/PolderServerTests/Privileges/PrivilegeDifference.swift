import PolderCore

/// A difference from the recorded answers that is on purpose, with its number in `docs/deviations.md`.
struct PrivilegeDifference: Sendable {
  /// The number of the deviation.
  let number: Int
  /// Why these cells differ, in a few words.
  let reason: String
  /// The operations, as `GET /task/<id>`; empty for any.
  var operations: Set<String> = []
  /// The relations; empty for any.
  var relations: Set<String> = []
  /// The variants of a question; nil for any.
  var variants: Set<String>?
  /// Who asks; nil for anybody.
  var askers: (@Sendable (PrivilegeFixture.Asker) -> Bool)?
  /// What the incumbent answered, and what Polder answers.
  let fits: @Sendable (_ recorded: PrivilegeOutcome, _ got: PrivilegeOutcome) -> Bool

  func covers(
    _ question: PrivilegeFixture.Question, _ asker: PrivilegeFixture.Asker, _ recorded: PrivilegeOutcome,
    _ got: PrivilegeOutcome
  ) -> Bool {
    (operations.isEmpty || operations.contains(question.operation))
      && (relations.isEmpty || relations.contains(question.relation))
      && (variants?.contains(question.variant ?? "") ?? true) && (askers?(asker) ?? true) && fits(recorded, got)
  }
}
