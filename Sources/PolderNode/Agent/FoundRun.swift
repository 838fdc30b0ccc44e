import PolderCore

/// An open run as the server lists it, and what the journal knows of it.
struct FoundRun: Sendable {
  let assignment: RunAssignment
  /// The input as the server has it.
  let input: FoundInput
  let key: RunKey
  let entry: JournalEntry?
}
