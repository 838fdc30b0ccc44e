import PolderCore

extension SlurmRuntime {
  /// The run's socket on the machine that executes it, and the command that carries its connections here.
  static func bridged(
    _ order: RunOrder, _ ticket: SlurmTicket, _ address: BridgeAddress, shim: String
  ) -> (wrapper: [String], order: RunOrder) {
    let place = ProxySocket(folder: "/tmp/polder-\(ticket.attempt)", name: "proxy.sock")
    let secret = "\(order.handle.folder)/\(ticket.linkName)/\(ProxyBridge.secretFile)"
    let wrapper = [
      shim, "bridge", "--connect", "\(address)", "--secret", secret, "--listen", place.path, "--connections",
      String(2 * ShimSpec.connections),
    ]
    var placement = order.placement
    placement.helpers = placement.helpers.map { $0.moved(to: place.folder) }
    let doors = placement.helpers.flatMap { ["--door", $0.socket.name] }
    let changed = RunOrder(
      handle: order.handle, image: order.image, reference: order.reference, placement: placement,
      environment: order.environment, bindings: order.bindings, limits: order.limits, proxy: place)
    return (wrapper + doors + ["--"], changed)
  }

  /// Lets a run that an earlier process of the node started in again; its requests wait until then.
  func reopenBridge(_ handle: RuntimeHandle) async throws {
    let folder = ShimFolder(path: handle.folder)
    guard let bridge, let ticket = folder.ticket(), let proxy = ticket.proxy, let secret = folder.bridgeSecret() else {
      return
    }
    try await bridge.open(handle, secret: secret, to: proxy)
  }
}
