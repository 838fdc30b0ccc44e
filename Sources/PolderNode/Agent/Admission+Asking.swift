import Logging
import PolderCore
import PolderTransport

extension Admission {
  /// The input as the algorithm gets it.
  func open() async throws -> OpenedInput {
    // A run may wait long once its input is opened.
    defer { found.input.release() }
    do {
      return try await retrying("the input", isPassing: RunPayloads.isPassing) {
        try await services.payloads.open(found.input, of: found.assignment)
      }
    } catch let error as PolderError {
      throw refusal(.failed, "the input of a run can not be opened", error)
    }
  }

  /// What the runtime would start for an image.
  func resolve(_ image: String) async throws -> ResolvedImage {
    try await retrying("the image") {
      do {
        return try await services.runtime.resolve(image, mustPull: policies.requiresPull)
      } catch let error as PolderError where Self.isAboutImage(error) {
        throw refusal(.noImage, "the image of a run can not be had", error)
      }
    }
  }

  /// Tells the steward of it too, who may be the one to mend it.
  private func refusal(_ status: RunStatus, _ event: Logger.Message, _ error: PolderError) -> Refusal {
    let reason = RunDriver.words(error)
    logger.warning(event, metadata: ["cause": "\(reason)", "code": "\(error.code.rawValue)"])
    note(.decided(isAllowed: false, rule: error.code.rawValue, method: nil), nil)
    return Refusal(status: status, reason: reason)
  }

  private static func isAboutImage(_ error: PolderError) -> Bool {
    error.code == .runtimeUnknownImage || error.code == .runtimePullFailed
  }

  /// The digests of those entries of the list that bear the image's name, when these decide.
  func askDigests(_ question: inout PolicyQuestion) async throws {
    guard question.digest != nil, case .ifSameDigest(let entries) = policies.listing(question) else { return }
    for entry in entries.compactMap({ policies.algorithms?[$0] }) {
      question.digests[entry] = try await retrying("the image of an entry of the list") { () -> String? in
        do {
          return try await services.runtime.resolve(entry, mustPull: false).digest
        } catch let error as PolderError where Self.isAboutImage(error) {
          logger.warning(
            "an entry of policies.allowed_algorithms can not be looked up", metadata: ["image": "\(entry)"])
          return nil
        }
      }
    }
  }

  /// What the task's store says of the image, when that can matter.
  func askStore(_ question: inout PolicyQuestion, _ image: ResolvedImage) async throws {
    guard policies.stores != nil, let store = found.assignment.store else { return }
    let isListed = policies.byList(question)?.effect == .passes
    guard !(policies.allowsEither && isListed) else { return }
    question.store = try await retrying("the address of the algorithm store") {
      try await services.calls.address(of: store)
    }
    guard let address = question.store, policies.allowedStore(address) != nil else { return }
    let reply = try await retrying("the algorithm store") {
      do {
        return try await services.stores.answer(of: address, image: image)
      } catch let error as PolderError where Self.finalTroubles.contains(error.code) {
        return StoreReply(.denies, error.message)
      }
    }
    question.storeAnswer = reply.answer
    guard let reason = reply.reason else { return }
    logger.notice("the algorithm store does not approve the image", metadata: ["cause": "\(reason)"])
  }

  private static let finalTroubles: Set<PolderError.Code> = [
    .transportRedirected, .transportBadAddress, .transportUntrusted, .transportReplyTooLarge,
  ]

  /// Asks until there is an answer, with growing pauses; a server that is back is asked at once.
  func retrying<T: Sendable>(
    _ what: String, isPassing: (any Error) -> Bool = Self.isPassing, _ ask: () async throws -> T
  ) async throws -> T {
    var backOff = BackOff()
    while true {
      let generation = services.returns.generation
      do {
        return try await ask()
      } catch {
        guard isPassing(error) else { throw error }
        try Task.checkCancellation()
        let pause = backOff.next()
        let cause = (error as? PolderError)?.message ?? (error as? RequestRefusal)?.message ?? "\(error)"
        logger.warning(
          "a run can not be decided about yet",
          metadata: ["asked_for": "\(what)", "cause": "\(cause)", "again_in": "\(pause)"])
        try await rest(pause, generation)
      }
    }
  }

  private static func isPassing(_ error: any Error) -> Bool {
    switch error {
    case is Refusal: false
    case let error as PolderError: error.isPassing
    // Also refusals of the node's token, and of what the server does not let a node see for the moment.
    case is RequestRefusal: true
    default: false
    }
  }

  private func rest(_ pause: Duration, _ generation: Int) async throws {
    await withTaskGroup(of: Void.self) { group in
      // Cancelled: the loop ends.
      group.addTask { try? await services.pause(pause) }
      group.addTask { await services.returns.change(since: generation) }
      await group.next()
      group.cancelAll()
    }
    try Task.checkCancellation()
  }
}
