import Logging
import PolderCore

extension Admission {
  /// Waits for the steward's word.
  /// - Throws: `Refusal` when the word is no
  func hold(_ finding: PolicyFinding, _ question: PolicyQuestion, _ image: ResolvedImage, _ input: OpenedInput)
    async throws
  {
    let record = HoldRecord(
      found.assignment, try binding(image, input), question.input, rule: finding.place,
      showsArguments: policies.showsArguments, at: services.now())
    note(.held(rule: finding.place.withLine, method: question.input?.method), image)
    let decision = try await services.holds.wait(for: record)
    note(
      .reviewed(isApproved: decision.isApproved, steward: decision.steward, reason: decision.reason ?? ""), image)
    logger.notice(
      "the steward has decided", metadata: ["approved": "\(decision.isApproved)", "steward": "\(decision.steward)"])
    guard !decision.isApproved else { return }
    let reason = decision.reason.map { ": \(RunLog.clean($0.utf8))" } ?? "."
    throw Refusal(
      status: .notAllowed, reason: "The node's steward does not let this run be executed (\(finding.place))\(reason)")
  }

  private func binding(_ image: ResolvedImage, _ input: OpenedInput) throws -> HoldBinding {
    guard input.isSpooled else {
      return HoldBinding(found.key, image, input: input.bytes, of: found.assignment)
    }
    let path = services.folders.run(found.assignment.run.rawValue).spooledInput
    return HoldBinding(found.key, image, hash: try HoldBinding.hash(path: path), of: found.assignment)
  }
}
