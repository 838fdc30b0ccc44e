@testable import PolderNode

extension RunPayloads {
  /// Opens an input for which there is room, however large it is.
  func open(_ input: String, of run: RunAssignment) async throws -> OpenedInput {
    try await open(FoundInput(input, within: BodyBudget(bytes: input.utf8.count)), of: run)
  }
}
