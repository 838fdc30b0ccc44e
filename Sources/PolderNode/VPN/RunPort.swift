/// A port by which a run is reached in the VPN between nodes.
public struct RunPort: Sendable, Hashable, Codable {
  /// Its number at the node's address in the VPN.
  public let number: Int
  /// The port at which the algorithm listens.
  public let port: Int
  /// What it is for, as the image says.
  public let label: String?

  /// A port.
  public init(number: Int, port: Int, label: String?) {
    self.number = number
    self.port = port
    self.label = label
  }
}
