import Logging
import PolderCore

extension Admission {
  /// What the steward is told of a run that has to wait.
  func holdRecord(
    _ finding: PolicyFinding, _ question: PolicyQuestion, _ image: ResolvedImage, _ input: OpenedInput
  ) throws -> HoldRecord {
    HoldRecord(
      found.assignment, try binding(image, input), question.input, rule: finding.place,
      showsArguments: policies.showsArguments, at: services.now())
  }

  /// Waits for the steward's word.
  /// - Throws: `Refusal` when the word is no
  func hold(_ record: HoldRecord, _ place: PolicyPlace, _ image: ResolvedImage) async throws {
    note(.held(rule: record.rule, method: record.method), image)
    let decision = try await retrying("the steward's word") { try await services.holds.wait(for: record) }
    note(
      .reviewed(isApproved: decision.isApproved, steward: decision.steward, reason: decision.reason ?? ""), image)
    logger.notice(
      "the steward has decided", metadata: ["approved": "\(decision.isApproved)", "steward": "\(decision.steward)"])
    guard !decision.isApproved else { return }
    let reason = decision.reason.map { ": \(RunLog.clean($0.utf8))" } ?? "."
    throw Refusal(
      status: .notAllowed, reason: "The node's steward does not let this run be executed (\(place))\(reason)")
  }

  private func binding(_ image: ResolvedImage, _ input: OpenedInput) throws -> HoldBinding {
    guard let path = input.spool?.path else {
      return HoldBinding(found.key, image, input: input.bytes, of: found.assignment)
    }
    return HoldBinding(found.key, image, hash: try HoldBinding.hash(path: path), of: found.assignment)
  }
}
