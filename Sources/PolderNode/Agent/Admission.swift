import Logging
import PolderCore

/// Decides whether one run is taken up, before it gets a place in the queue: a pull or a wait for the steward costs
/// none. What only a passing trouble of a server stands against is asked again, and never refused.
struct Admission: Sendable {
  struct Refusal: Error {
    let status: RunStatus
    let reason: String
  }

  let found: FoundRun
  let services: NodeServices
  let logger: Logger

  init(_ found: FoundRun, _ services: NodeServices) {
    self.found = found
    self.services = services
    var logger = services.logger
    logger[metadataKey: "run"] = "\(found.assignment.run)"
    self.logger = logger
  }

  /// The largest input that is looked into although no policy wants it: the audit log tells its function.
  private static let smallInput = 1 << 20

  var policies: NodePolicies { services.configuration.policies }

  /// Goes through all that has to be known and decided.
  /// - Throws: `CancellationError` alone
  func decide() async throws -> AdmissionOutcome {
    var question = PolicyQuestion(image: found.assignment.image)
    do {
      return .admitted(try await admit(&question))
    } catch let refusal as Refusal {
      return .declined(found.assignment, refusal.status, reason: refusal.reason)
    } catch {
      try Task.checkCancellation()
      let reason = RunDriver.words(error)
      logger.error("a run can not be decided about", metadata: ["cause": "\(reason)"])
      return .declined(found.assignment, .failed, reason: reason)
    }
  }

  private func admit(_ question: inout PolicyQuestion) async throws -> RunQueue.Item {
    let assignment = found.assignment
    question.user = assignment.user?.rawValue
    question.organization = assignment.initiator?.rawValue
    if policies.needsOrganizationName, let organization = assignment.initiator {
      question.organizationName = try await retrying("the name of an organization") {
        do {
          return try await services.server.organizationName(organization)
        } catch let refusal as RequestRefusal where refusal.status == 404 {
          // One that is gone has no name that could be on a list.
          return nil
        }
      }
    }
    try refuse(policies.byName(question), nil)
    if policies.refusesOutright(question) { try refuse(policies.byImage(question), nil) }
    let input = try await open()
    let looked = try await look(into: input, question) { ($0.input?.method, policies.byMethod($0)) }
    let method = looked.0
    try refuse(looked.1, method)
    let image = try await resolve(question.image)
    question.digest = image.digest
    try await askDigests(&question)
    try await askStore(&question, image)
    let (verdict, record) = try await look(into: input, question) { question in
      let verdict = policies.verdict(question)
      guard verdict.effect == .holds, let finding = verdict.decisive else { return (verdict, HoldRecord?.none) }
      return (verdict, try holdRecord(finding, question, image, input))
    }
    try refuse(verdict.findings, method)
    if let record, let finding = verdict.decisive { try await hold(record, finding.place, image) }
    note(.decided(isAllowed: true, rule: rules(verdict), method: method), image)
    var taken = assignment
    taken.resolved = image
    taken.terms = input.terms
    return RunQueue.Item(assignment: taken, input: input, key: found.key)
  }

  /// Does some work with a question that has what the input asks for, when its turn has come. Nothing of it is kept: a
  /// run may wait long.
  private func look<Value: Sendable>(
    into input: OpenedInput, _ question: PolicyQuestion, _ work: (PolicyQuestion) throws -> Value
  ) async throws -> Value {
    try await retrying("the input") {
      try await services.payloads.turns.take {
        var question = question
        question.input = try looked(input)
        return try work(question)
      }
    }
  }

  /// What the input asks for; nil where nobody has to know it and finding it out costs much.
  private func looked(_ input: OpenedInput) throws -> RunInput? {
    guard let path = input.spool?.path else { return RunInput(input.bytes) }
    let isLookedAt = policies.looksAtMethod(of: found.assignment.image) || !policies.holds.isEmpty
    let limit = isLookedAt ? RunInput.limit : Self.smallInput
    guard let size = try RunFile.size(path, limit: .max), size <= limit else { return nil }
    return try RunFile.read(path, limit: limit).flatMap { RunInput($0) }
  }

  private func refuse(_ findings: [PolicyFinding], _ method: String?) throws {
    guard let finding = findings.first(where: { $0.effect == .refuses }) else { return }
    logger.notice("refused", metadata: ["rule": "\(finding.place.withLine)"])
    note(.decided(isAllowed: false, rule: finding.place.withLine, method: method), nil)
    throw Refusal(status: .notAllowed, reason: finding.reason)
  }

  private func rules(_ verdict: PolicyVerdict) -> String {
    let lines = verdict.findings.map(\.place.withLine)
    return lines.isEmpty ? "no policy" : lines.joined(separator: "; ")
  }

  func note(_ act: RunAct, _ image: ResolvedImage?) {
    var assignment = found.assignment
    assignment.resolved = image
    services.audit.note(.run(AuditedRun(assignment, server: services.configuration.apiAddress), act))
  }
}
