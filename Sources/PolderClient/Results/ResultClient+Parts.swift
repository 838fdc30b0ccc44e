import PolderCore
import PolderCrypto
import PolderTransport

extension ResultClient {
  /// A run and its result as it is stored.
  struct Part: Sendable {
    let run: Wire.Run
    let stored: Wire.Result?
  }

  /// All runs of a task with what is stored of their results, in the order of their numbers.
  func parts(of task: TaskID) async throws -> [Part] {
    // The runs first: one that has ended had its result before that.
    let runs = try await run.stored(task)
    return Self.parts(runs, try await stored(of: task))
  }

  /// Runs that have ended with what is stored of their results, which is asked for now: none is missing.
  func parts(of task: TaskID, ended runs: [Wire.Run]) async throws -> [Part] {
    Self.parts(runs, try await stored(of: task))
  }

  private static func parts(_ runs: [Wire.Run], _ results: [Wire.Result]) -> [Part] {
    let byRun = Dictionary(results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return runs.sorted { $0.id < $1.id }.map { Part(run: $0, stored: byRun[$0.id]) }
  }

  /// Opens results; what is wrong with one is kept with it.
  func open(_ parts: [Part], of task: TaskID) async throws -> [TaskResult] {
    let reader = try payloads.reader(of: task)
    let contents = try await parts.map(atOnce: InputSealing.width) { try await content(of: $0, reader) }
    var answered: Set<OrganizationID> = []
    return zip(parts, contents).map { part, content in
      var bytes = content.map { $0?.bytes }
      // What is not authenticated anybody could repeat in other words: there is nothing to tell then.
      if case .success(.some(let opened)) = content, opened.format == .envelope,
        let organization = part.run.organization?.id, !answered.insert(organization).inserted
      {
        bytes = .failure(Self.isRepeated(part.run, organization))
      }
      return TaskResult(run: part.run, stored: part.stored, content: bytes)
    }
  }

  private static func isRepeated(_ run: Wire.Run, _ organization: OrganizationID) -> PolderError {
    PolderError(
      "result-twice", "Another run of the task already has a result of organization \(organization).",
      object: "run \(run.id)",
      nextStep:
        "Do not count it: an envelope goes to each organization once, so the server shows one result twice, or a "
        + "second one of a node that had crashed.")
  }

  private func content(of part: Part, _ reader: PayloadReader) async throws -> Result<OpenedPayload?, PolderError> {
    guard let stored = part.stored else { return .success(nil) }
    let organization = part.run.organization?.id
    let origin = PayloadOrigin(kind: .result, run: part.run.id) { organization }
    do {
      return .success(try await reader.read(stored.result, isInBlob: stored.blobStorageUsed, of: origin))
    } catch let error as PolderError where !error.isAboutConnection {
      return .failure(error)
    } catch let refusal as RequestRefusal where [403, 404, 410, 501].contains(refusal.status) {
      return .failure(
        PolderError(
          refusal.code, "The server does not give the result: \(refusal.message)", object: origin.object,
          nextStep: "Ask the server's operator whether it was removed."))
    }
  }

  private func stored(of task: TaskID) async throws -> [Wire.Result] {
    var query = ListResults.Query()
    query.taskID = task
    return try await list(query).all()
  }
}
