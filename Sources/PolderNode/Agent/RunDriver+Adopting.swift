import Logging
import PolderCore

extension RunDriver {
  /// How often it is asked what became of a run before nobody is asked any more.
  private static let adoptions = 6

  /// Opens the proxy anew, and finds out what became of a run of an earlier process.
  func adopt(token: String?) async {
    // Requests of the algorithm wait for the proxy, and it goes on where that can not be opened yet.
    guard let token, await !opensProxy(token) else { return await findOut() }
    async let opened: Void = openProxy(token)
    await findOut()
    await opened
  }

  private func findOut() async {
    var backOff = BackOff()
    while true {
      do {
        let state = try await services.runtime.adopt(handle)
        logger.notice("found a run of an earlier process of this node", metadata: ["state": "\(state.name)"])
        note(.adopted(state.name))
        if case .lost = state { await endLost() }
        return send(.adopted(state))
      } catch {
        if Task.isCancelled { return }
        let reason = "The node can not find out what became of the run: \(Self.words(error))"
        guard (error as? PolderError)?.isPassing == true || backOff.failures < Self.adoptions else {
          await endLost()
          return send(.broken(.adopt, .crashed, reason: reason))
        }
        logger.warning("an earlier run can not be looked at yet", metadata: ["cause": "\(Self.words(error))"])
        // Cancelled: the node stops, and the next one asks.
        guard (try? await services.pause(backOff.next())) != nil else { return }
      }
    }
  }

  /// Ends what may still live of a run that is about to be given up, as far as its runtime can.
  func endLost() async {
    logger.warning("ending what may be left of the algorithm")
    do {
      // Cancelling in the middle would leave open whether it was ended.
      try await Task { [runtime = services.runtime, handle] in try await runtime.kill(handle) }.value
    } catch {
      logger.error("what may be left of the algorithm can not be ended", metadata: ["cause": "\(Self.words(error))"])
    }
  }

  private func openProxy(_ token: String) async {
    var backOff = BackOff()
    // Cancelled: nothing of the run is needed any more, or the node stops.
    while (try? await services.pause(backOff.next())) != nil { if await opensProxy(token) { return } }
  }

  private func opensProxy(_ token: String) async -> Bool {
    do {
      _ = try await services.proxy.register(registration(token))
      if isOver { await services.proxy.unregister(assignment.run) }
      return true
    } catch {
      logger.error("the proxy of a run can not be opened", metadata: ["cause": "\(Self.words(error))"])
      return false
    }
  }
}
