@testable import PolderNode

extension RunPayloads {
  /// Opens an input that was listed.
  func open(_ input: String, of run: RunAssignment) async throws -> OpenedInput {
    try await open(FoundInput(input, within: nil), of: run)
  }
}
