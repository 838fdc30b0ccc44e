import PolderHTTP
import Synchronization

/// The doors between runs and the VPN: whether this machine can have them, and which this process has opened.
final class VPNDoors: Sendable {
  let subnet: String
  private let network: NetworkRange?
  let folder: GateFolder
  private struct State {
    var isUsable = true
    var opened: Set<String> = []
  }
  private let state = Mutex(State())

  /// None open; nil for a network whose connections are not carried.
  init?(_ settings: VPNSettings, dataFolder: String) {
    guard settings.isCarried else { return nil }
    subnet = settings.subnet
    network = NetworkRange(settings.subnet)
    folder = GateFolder(dataFolder: dataFolder)
  }

  /// Whether runs are given doors.
  var isUsable: Bool {
    get { state.withLock { $0.isUsable } }
    set { state.withLock { $0.isUsable = newValue } }
  }

  /// Whether runs reach an address, given with its port, by their doors.
  func lead(to text: String) -> Bool {
    guard isUsable, let end = text.lastIndex(of: ":"), let address = NetworkAddress(plain: String(text[..<end])) else {
      return false
    }
    return network?.contains(address) == true
  }

  /// Opens the door of a start; nil where none can be had.
  func open(_ order: String) throws -> RelayDoor? {
    guard isUsable else { return nil }
    // First: what is open is not taken for left over.
    state.withLock { _ = $0.opened.insert(order) }
    try folder.open(order)
    return RelayDoor(subnet: subnet, folder: folder, order: order)
  }

  /// Gives a run numbers for the ports of its image; none where it has no door.
  func assign(_ ports: [ImagePort], to order: String) throws -> [RunPort] {
    guard state.withLock({ $0.opened.contains(order) }) else { return [] }
    return try folder.assign(ports, to: order)
  }

  /// Closes the door of a start, if it has one.
  func close(_ order: String) {
    folder.close(order)
    state.withLock { _ = $0.opened.remove(order) }
  }

  /// Closes what earlier processes of the node opened.
  /// - Parameter orders: asks which starts still have containers
  func closeLeft(keeping orders: () async throws -> Set<String>) async rethrows {
    let found = folder.orders
    let kept = try await orders()
    folder.close(found.subtracting(kept).subtracting(state.withLock { $0.opened }))
  }
}
