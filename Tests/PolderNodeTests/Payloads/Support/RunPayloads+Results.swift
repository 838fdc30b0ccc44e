@testable import PolderNode

extension RunPayloads {
  /// Seals and brings the result of a report as its delivery does.
  func put(_ report: RunReport, of run: RunAssignment) async throws -> PutResult {
    try await put(report, of: run, as: try await sealing(for: run), digest: try report.digest())
  }
}
