import Logging
import PolderCore

extension RunDriver {
  /// Makes the run's folders and files, and opens the proxy.
  /// - Parameters:
  ///   - token: the algorithm's token
  ///   - input: the input as the algorithm reads it
  func prepare(token: String, input: OpenedInput?) async {
    do {
      guard let input else {
        throw PolderError(
          .nodeInputUnreadable, "The input of the run was not opened.", object: "run \(assignment.run)",
          nextStep: "Send the task again.")
      }
      try await endForgotten()
      try folders.make(input: input, token: token)
      try await makeOrder(token)
      send(.done(.prepare))
    } catch {
      let status: RunStatus = (error as? PolderError)?.code == .nodeInputUnreadable ? .failed : .startFailed
      send(.broken(.prepare, status, reason: Self.words(error)))
    }
  }

  /// A run of this number that the journal knows nothing of, as after a loss of the journal, may still live.
  private func endForgotten() async throws {
    guard DatabaseCheck.isFolder(folders.supervisor) != nil else { return }
    switch try await services.runtime.adopt(handle) {
    case .running:
      logger.warning("ending a run of the same number that the journal does not know")
      try await services.runtime.kill(handle)
      _ = try await services.runtime.wait(handle)
    case .lost(let reason):
      throw PolderError(
        .runtimeStartFailed, "A process of an earlier run of this number may be alive: \(reason)",
        object: "run \(assignment.run)", nextStep: "The node's steward ends it and removes its folder.")
    case .finished, .neverStarted, .dead: break
    }
    await services.runtime.remove(handle)
  }

  /// The same once more, from the input that was kept.
  func prepareAgain(token: String) async {
    do {
      let size = try RunFile.size(folders.keptInput, limit: .max) ?? 0
      let spool = size > services.payloads.limits.inMemory ? try folders.spoolKeptInput() : nil
      guard let bytes = spool == nil ? try RunFile.read(folders.keptInput, limit: .max) : [] else {
        let reason = "nothing was started, and its input was not kept yet."
        return send(.broken(.prepare, .crashed, reason: "The node stopped while the run was under way: \(reason)"))
      }
      let input = OpenedInput(bytes: bytes, terms: assignment.terms, spool: spool)
      await services.runtime.remove(handle)
      logger.notice("starting once more: the first processes are proved dead")
      await prepare(token: token, input: input)
    } catch {
      send(.broken(.prepare, .startFailed, reason: Self.words(error)))
    }
  }

  private func makeOrder(_ token: String) async throws {
    let job = services.folders.job(assignment.job?.rawValue ?? 0)
    try NodeFolders.makeFolder(job)
    await services.runtime.prepare(handle, proxy: folders.proxy)
    async let socket = services.proxy.register(registration(token))
    let placement = try await services.runtime.place(assignment.run)
    let environment = RunEnvironment(assignment, services.configuration, folders, job: job, placement)
    try writeContext(environment, placement)
    warnings = environment.warnings
    for warning in warnings { logger.warning("\(warning)") }
    order = RunOrder(
      handle: handle, image: assignment.image, reference: assignment.resolved?.reference, placement: placement,
      environment: environment.variables, bindings: environment.bindings,
      limits: services.configuration.runtime.limits, proxy: try await socket)
  }

  var handle: RuntimeHandle { RuntimeHandle(run: assignment.run, folder: folders.supervisor) }

  func registration(_ token: String) -> ProxyRegistration {
    var registration = ProxyRegistration(
      run: assignment.run, task: assignment.task, image: assignment.image, collaboration: assignment.collaboration,
      token: token, folder: folders.proxy)
    registration.payloads = SubtaskPayloads(
      payloads: services.payloads, run: assignment, spool: folders.keep,
      onLeaving: { [weak self] act in
        guard let self, await self.hasRecorded(act) else { throw CancellationError() }
      })
    return registration
  }
}
