import Logging
import PolderCore

extension RunDriver {
  func prepare(token: String, input: String?) async {
    do {
      if let input, BlobID(input) != nil {
        throw PolderError(
          .nodeInputUnreadable,
          "The input of the run is kept beside the server's database, and not fetched from there.",
          object: "run \(assignment.run)",
          nextStep:
            "Send the task to a node that fetches large inputs, or to a server that keeps inputs in its database.")
      }
      guard let input, let bytes = Base64.decode(input) else {
        throw PolderError(
          .nodeInputUnreadable, "The input of the run is not base64.", object: "run \(assignment.run)",
          nextStep: "Send the task through a client, which encodes its input.")
      }
      try await endForgotten()
      try folders.make(input: bytes, token: token)
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

  func prepareAgain(token: String) async {
    do {
      let bytes = try RunFile.read(folders.keptInput, limit: .max)
      await services.runtime.remove(handle)
      logger.notice("starting once more: the first processes are proved dead")
      await prepare(token: token, input: bytes.map { Base64.encode($0) })
    } catch {
      send(.broken(.prepare, .startFailed, reason: Self.words(error)))
    }
  }

  private func makeOrder(_ token: String) async throws {
    let job = services.folders.job(assignment.job?.rawValue ?? 0)
    try NodeFolders.makeFolder(job)
    async let socket = services.proxy.register(registration(token))
    let placement = try await services.runtime.place(assignment.run)
    let environment = RunEnvironment(assignment, services.configuration, folders, job: job, placement)
    warnings = environment.warnings
    for warning in warnings { logger.warning("\(warning)") }
    order = RunOrder(
      handle: handle, image: assignment.image, placement: placement, environment: environment.variables,
      bindings: environment.bindings, limits: services.configuration.runtime.limits, proxy: try await socket)
  }

  var handle: RuntimeHandle { RuntimeHandle(run: assignment.run, folder: folders.supervisor) }

  func registration(_ token: String) -> ProxyRegistration {
    ProxyRegistration(
      run: assignment.run, task: assignment.task, image: assignment.image, collaboration: assignment.collaboration,
      token: token, folder: folders.proxy)
  }
}
