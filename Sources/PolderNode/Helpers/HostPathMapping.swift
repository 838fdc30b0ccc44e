import PolderCore

/// Where the paths of the node's own container lie on the machine: what an engine is asked to mount into an algorithm's
/// container is a path of the machine, not of the container that asks.
public struct HostPathMapping: Sendable, Hashable {
  /// Where a path lies on the machine.
  public struct Place: Sendable, Hashable {
    /// The path on the machine.
    public let source: String
    /// The name of the volume it lies in, when it does.
    public let volume: String?
    /// The path within the volume, without a slash in front; empty for the volume itself.
    public let subpath: String
    /// Whether the node may write there.
    public let isWritable: Bool
  }

  /// The mounts, those deeper in the container first; nil where the node runs on the machine itself.
  private let mounts: [HostMount]?

  /// The node runs on the machine itself: every path is what it is.
  public static let identity = HostPathMapping(mounts: nil)

  /// The node runs in a container with these mounts.
  public init(_ mounts: [HostMount]) {
    let cleaned = mounts.compactMap { mount -> HostMount? in
      guard let destination = Self.normal(mount.destination), let source = Self.normal(mount.source) else { return nil }
      return HostMount(destination: destination, source: source, kind: mount.kind, isWritable: mount.isWritable)
    }
    self.init(mounts: cleaned.sorted { $0.destination.utf8.count > $1.destination.utf8.count })
  }

  private init(mounts: [HostMount]?) { self.mounts = mounts }

  /// Whether the node runs on the machine itself.
  public var isIdentity: Bool { mounts == nil }

  /// Where a path lies on the machine.
  /// - Parameter path: an absolute path as the node sees it
  /// - Returns: the place
  /// - Throws: `PolderError` `node-host-path-unknown` when it lies in the container alone
  public func place(of path: String) throws -> Place {
    guard let path = Self.normal(path) else { throw Self.alone(path, "It is not a plain path from the root.") }
    guard let mounts else { return Place(source: path, volume: nil, subpath: "", isWritable: true) }
    guard let mount = mounts.first(where: { Self.lies(path, in: $0.destination) }) else {
      throw Self.alone(path, "It lies in the node's own container alone, where the engine can not reach it.")
    }
    let rest = path.dropFirst(mount.destination == "/" ? 1 : mount.destination.count + 1)
    let source = rest.isEmpty ? mount.source : (mount.source == "/" ? "/\(rest)" : "\(mount.source)/\(rest)")
    guard case .volume(let name) = mount.kind else {
      return Place(source: source, volume: nil, subpath: "", isWritable: mount.isWritable)
    }
    return Place(source: source, volume: name, subpath: String(rest), isWritable: mount.isWritable)
  }

  private static func lies(_ path: String, in folder: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// A path from the root without empty parts; nil for one that is relative or goes up.
  static func normal(_ path: String) -> String? {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
    let parts = path.split(separator: "/").filter { $0 != "." }
    return parts.contains("..") ? nil : "/" + parts.joined(separator: "/")
  }

  private static func alone(_ path: String, _ message: String) -> PolderError {
    PolderError(
      .hostPathUnknown, message, object: path,
      nextStep: "Mount it into the node's container: a volume for the data folder, a path for each database.")
  }
}
