import Foundation
import PolderCore

extension ContainerRuntime: VPNLinking {
  func startVPNClient(_ settings: VPNSettings, folder: String) async throws {
    let image = try await resolve(settings.image, mustPull: false)
    try await removeVPNClient()
    let engine = try await link.engine()
    let plan = VPNClientPlan(
      settings: settings, image: image.reference, source: try engine.paths.place(of: folder).source, info: engine.info,
      labels: names.labels(ContainerNames.vpnClient, order: settings.text))
    try await engine.client.start(try await create(names.vpnClient, plan.json, engine.client))
  }

  func hasVPNClient(_ settings: VPNSettings) async throws -> Bool {
    guard let state = try await link.engine().client.inspect(names.vpnClient) else { return false }
    return state.phase == .running && state.labels[ContainerNames.node] == names.mark
      && state.labels[ContainerNames.order] == settings.text
  }

  func tunnelAddresses() async throws -> [String]? {
    let client = try await link.engine().client
    guard let state = try await client.inspect(names.vpnClient), state.labels[ContainerNames.node] == names.mark else {
      return nil
    }
    do {
      return TunnelAddresses.read(
        try await client.execute(TunnelAddresses.question, in: state.id, limit: TunnelAddresses.mostBytes))
    } catch let refusal as EngineRefusal where refusal.isConflict || refusal.isMissing {
      // It is being started anew; the next look tells.
      return []
    }
  }

  @discardableResult
  func removeVPNClient() async throws -> Bool {
    let client = try await link.engine().client
    // First: it lives in the client's network.
    try await removeGate(client)
    let left = try await own(ContainerNames.vpnClient, client)
    for id in left { try await client.remove(id, force: true) }
    return !left.isEmpty
  }

  /// Whether the VPN client can be had; without it algorithms run as they do without a VPN.
  func vpnFindings(_ engine: EngineLink.Engine) async throws -> [RuntimeFinding] {
    guard let settings = helpers?.settings.vpn, let name = ImageName(settings.image) else { return [] }
    let isThere = try await engine.client.image(name.reference) != nil
    var findings = [
      isThere
        ? RuntimeFinding("vpn", .fine, "The image of the VPN client is there.")
        : RuntimeFinding(
          "vpn", .warning, "The image of the VPN client is not on this machine yet: \(settings.image)",
          nextStep: "The node fetches it; where it can not, name another under `images: {vpn_client: …}`.")
    ]
    if !settings.isCarried {
      findings.append(
        RuntimeFinding(
          "vpn", .warning, "Algorithms are not led into a VPN with the network \(settings.subnet).",
          nextStep: "Name a network of IPv4 with 8 to 30 bits, if the VPN has one."))
    }
    // Of another machine, and of that around the node's own container, nothing can be seen. An engine without root is its
    // user's, who is the node's.
    let rights = engine.info.isRootless ? R_OK | W_OK : F_OK
    if engine.address.socket != nil, engine.paths.isIdentity, access(VPNClientPlan.device, rights) != 0 {
      findings.append(
        RuntimeFinding(
          "vpn", .warning, "The engine can not use \(VPNClientPlan.device), without which no VPN client works.",
          nextStep: "Load the kernel's module (modprobe tun); where the engine has no root, give the device mode 0666.")
      )
    }
    return findings
  }
}
