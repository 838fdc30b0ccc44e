import Foundation
import PolderCore

/// Where the configurations, data and logs of servers, nodes and stores lie: in the incumbent's folders, so that what it
/// made is found by its name.
public struct InstanceFolders: Sendable {
  /// The kinds of parts.
  public enum Kind: String, Sendable {
    /// Servers.
    case server
    /// Nodes.
    case node
    /// Algorithm stores.
    case store = "algorithm-store"
  }

  /// Whose folders.
  public enum Scope: String, Sendable, CaseIterable {
    /// The machine's.
    case system
    /// One user's.
    case user
  }

  /// Where configurations lie, as `NAME.yaml`.
  public let configurations: String
  private let dataRoot: String
  private let logRoot: String
  private let isInContainer: Bool

  /// The folders of a kind and scope.
  /// - Parameters:
  ///   - kind: the kind of part
  ///   - scope: whose folders
  ///   - environment: `HOME`, the variables `XDG_…`, and `POLDER_IN_CONTAINER`
  ///   - isInContainer: whether the program runs in a container, where everything lies under `/mnt`; nil to find out
  public init(_ kind: Kind, _ scope: Scope, environment: [String: String], isInContainer: Bool? = nil) {
    let isInContainer = isInContainer ?? Self.isInContainer(environment)
    self.isInContainer = isInContainer
    let home = environment["HOME"] ?? "/"
    func folder(_ variable: String, _ usual: String) -> String {
      let value = environment[variable]?.split(separator: ":").first.map(String.init) ?? ""
      return (value.isEmpty ? usual : value) + "/vantage6"
    }
    switch scope {
    case _ where isInContainer:
      (configurations, dataRoot, logRoot) = ("/mnt/config", "/mnt/data", "/mnt/log")
    case .system:
      configurations = "/etc/vantage6/\(kind.rawValue)"
      dataRoot = folder("XDG_DATA_DIRS", "/usr/local/share") + "/" + kind.rawValue
      logRoot = dataRoot
    case .user:
      configurations = folder("XDG_CONFIG_HOME", home + "/.config") + "/" + kind.rawValue
      dataRoot = folder("XDG_DATA_HOME", home + "/.local/share") + "/" + kind.rawValue
      logRoot = folder("XDG_CACHE_HOME", home + "/.cache") + "/log/" + kind.rawValue
    }
  }

  /// Whether this program runs in a container: the incumbent goes by the file that Docker makes. A variable says otherwise
  /// where people work inside of containers, with folders of their own.
  static func isInContainer(_ environment: [String: String]) -> Bool {
    switch environment["POLDER_IN_CONTAINER"]?.lowercased() {
    case "yes", "true", "1": true
    case "no", "false", "0": false
    default: FileManager.default.fileExists(atPath: "/.dockerenv")
    }
  }

  /// The file of a name.
  public func configuration(_ name: String) -> String { "\(configurations)/\(name).yaml" }

  /// Where the data of a name lies.
  public func data(_ name: String) -> String { isInContainer ? dataRoot : "\(dataRoot)/\(name)" }

  /// Where the logs of a name lie.
  public func logs(_ name: String) -> String { isInContainer ? logRoot : "\(logRoot)/\(name)" }

  /// The names that there are configurations of, sorted.
  public func names() -> [String] {
    // A folder that is not there, or not readable, holds none.
    let files = (try? FileManager.default.contentsOfDirectory(atPath: configurations)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// Whether a text may be a name: letters, digits, dots, dashes and underscores.
  public static func isName(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count) && text != "." && text != ".."
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
      }
  }

  /// The file of a name, once it is there.
  public func find(_ name: String) throws -> String {
    guard Self.isName(name) else {
      throw PolderError(
        .configurationUnreadable, "A name has letters, digits, dots, dashes and underscores only.", object: name,
        nextStep: "Give one of those that `list` shows.")
    }
    let path = configuration(name)
    if FileManager.default.fileExists(atPath: path) { return path }
    // The incumbent looks into the current folder too.
    if FileManager.default.fileExists(atPath: "./\(name).yaml") { return "./\(name).yaml" }
    let meant = NearestName.among(names(), to: name).map { "Did you mean `\($0)`? " } ?? ""
    throw PolderError(
      .configurationUnreadable, "There is no configuration of this name.", object: path,
      nextStep: meant + "`list` shows the names; `new` makes one; --user and --system choose the folders.")
  }
}
