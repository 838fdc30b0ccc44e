/// Where an algorithm finds its files and the proxy.
public struct RuntimePlacement: Sendable, Hashable {
  /// How paths look to the algorithm.
  public enum Paths: Sendable, Hashable {
    /// As the order's bindings say: `/mnt/data/task-000000012`, `/mnt/tmp`.
    case bound
    /// As on the machine itself, because nothing is bound anywhere.
    case machine
  }

  /// How paths look to the algorithm.
  public var paths: Paths
  /// The proxy's host with its scheme, for instance `http://127.0.0.1`.
  public var proxyHost: String
  /// The proxy's port.
  public var proxyPort: Int
  /// What it reaches beside the proxy.
  public var helpers: [HelperPort]

  /// A placement.
  public init(paths: Paths, proxyHost: String = "http://127.0.0.1", proxyPort: Int, helpers: [HelperPort] = []) {
    self.paths = paths
    self.proxyHost = proxyHost
    self.proxyPort = proxyPort
    self.helpers = helpers
  }
}
