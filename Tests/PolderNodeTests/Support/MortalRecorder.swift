@testable import PolderNode

/// The journal of a mortal node.
struct MortalRecorder: StepRecorder {
  let mortal: Mortal
  let journal: any StepRecorder

  func record(_ step: JournalStep, of assignment: RunAssignment, _ key: RunKey) async throws {
    try await mortal.perform(.record(step.phase)) { try await journal.record(step, of: assignment, key) }
  }
}
