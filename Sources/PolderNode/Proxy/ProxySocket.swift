/// The Unix socket on which the proxy serves one run.
public struct ProxySocket: Sendable, Hashable {
  /// What it is called in the folder of a run.
  static let usualName = "proxy.sock"

  /// The folder it lies in; bound into the sandbox as a whole, because the socket itself may be made anew.
  public let folder: String
  /// Its name in the folder.
  public let name: String

  /// A socket.
  public init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  /// Its path on the machine.
  public var path: String { folder + "/" + name }
}
