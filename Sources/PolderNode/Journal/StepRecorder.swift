/// Writes down how far runs have come.
protocol StepRecorder: Sendable {
  /// Writes a step down; returns when it is durable.
  func record(_ step: JournalStep, of assignment: RunAssignment, _ key: RunKey) async throws
}

extension NodeJournal: StepRecorder {}
