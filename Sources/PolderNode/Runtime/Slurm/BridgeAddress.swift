/// An address of this machine in the cluster's own network, at which jobs reach the node's proxy.
public struct BridgeAddress: Sendable, Hashable {
  /// The IPv4 address.
  public let host: String
  /// The port; the same at each start of the node, so that jobs that go on find it again.
  public let port: Int

  /// An address.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `10.0.0.5:4711`; nil for anything else, also for an address that stands for all.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    guard numbers.count == 4, numbers.map(String.init).joined(separator: ".") == parts[0], numbers[0] != 0 else {
      return nil
    }
    self.init(host: String(parts[0]), port: port)
  }
}

extension BridgeAddress: CustomStringConvertible {
  /// `10.0.0.5:4711`.
  public var description: String { "\(host):\(port)" }
}
