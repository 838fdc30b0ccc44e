import Logging
import PolderCore

extension RunDriver {
  /// Tells the server at which ports the run is reached in the VPN, until it has heard it.
  func tellPorts() async {
    let ports = reachablePorts
    guard !ports.isEmpty else { return }
    note(.reachable(ports))
    var backOff = BackOff()
    while !Task.isCancelled {
      do {
        return try await services.server.tell(ports, of: assignment.run)
      } catch {
        logger.warning(
          "the server can not be told the run's ports in the VPN yet", metadata: ["cause": "\(error.reason)"])
        guard error.isPassing else { return }
        // Cancelled: the run has ended, or the node stops.
        try? await services.pause(backOff.next())
      }
    }
  }

  /// Takes them back once the run is over: the numbers will be given to others.
  func forgetPorts() async {
    guard !reachablePorts.isEmpty else { return }
    do {
      try await services.server.forgetPorts(of: assignment.run)
    } catch {
      // They lead nowhere; other runs at the same number are told by the server with their own task.
      logger.debug("the server was not told that a run has no ports any more", metadata: ["cause": "\(error)"])
    }
  }

  private var reachablePorts: [RunPort] {
    do {
      return try services.runtime.ports(handle)
    } catch {
      logger.warning("the ports of the run can not be read", metadata: ["cause": "\(Self.words(error))"])
      return []
    }
  }
}
