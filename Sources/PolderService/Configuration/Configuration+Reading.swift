import Foundation
import PolderCore
import Yams

extension Configuration {
  /// The largest file that is read, in bytes.
  public static let maximumSize = 1 << 20
  private static let maximumDepth = 32
  private static let maximumValues = 20_000

  /// Reads a file.
  public init(path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      let exists = FileManager.default.fileExists(atPath: path)
      throw PolderError(
        .configurationUnreadable, exists ? "The file may not be read." : "There is no such file.", object: path,
        nextStep: exists ? "Allow this user to read it." : "Check the path given with --config.")
    }
    defer { file.closeFile() }
    let data: Data
    do {
      data = try file.read(upToCount: Self.maximumSize + 1) ?? Data()
    } catch {
      throw PolderError(
        .configurationUnreadable, "The file can not be read.", object: path,
        nextStep: "Give the path of a YAML file.", cause: error)
    }
    guard data.count <= Self.maximumSize else { throw Self.syntax("it is larger than 1 MiB", path) }
    guard let text = String(data: data, encoding: .utf8) else { throw Self.syntax("it is not UTF-8", path) }
    try self.init(text: text, source: path)
  }

  /// Reads a text, called `source` in messages.
  public init(text: String, source: String) throws {
    guard text.utf8.count <= Self.maximumSize else { throw Self.syntax("it is larger than 1 MiB", source) }
    let root: Yams.Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw Self.syntax(error.withoutContent, source)
    }
    var remaining = Self.maximumValues
    let node = try root.map { try Self.node($0, depth: 0, &remaining, source) }
    self.init(source: source, prefix: "", node: node ?? ConfigurationNode(content: .map([]), line: 1))
    switch self.node.content {
    case .map: break
    case .null: self.init(source: source, prefix: "", node: ConfigurationNode(content: .map([]), line: 1))
    case .scalar, .list: throw Self.syntax("it holds \(self.node.kind) instead of `key: value` lines", source)
    }
    digest = AuditHash.text(of: Array(text.utf8))
  }

  private static func node(_ yaml: Yams.Node, depth: Int, _ remaining: inout Int, _ source: String) throws
    -> ConfigurationNode
  {
    remaining -= 1
    guard remaining >= 0 else { throw syntax("it has more than \(maximumValues) values", source) }
    guard depth <= maximumDepth else { throw syntax("it is nested more than \(maximumDepth) levels deep", source) }
    let content: ConfigurationNode.Content
    switch yaml {
    case .scalar(let scalar):
      content = scalar.style == .plain && yaml.null != nil ? .null : .scalar(scalar.string)
    case .sequence(let sequence):
      content = .list(try sequence.map { try node($0, depth: depth + 1, &remaining, source) })
    case .mapping(let mapping):
      content = .map(
        try mapping.map { entry in
          guard case .scalar(let key) = entry.key else { throw syntax("a key is not a text", source) }
          return (key.string, try node(entry.value, depth: depth + 1, &remaining, source))
        })
    case .alias: throw syntax("an alias (`*name`) has no value", source)
    }
    return ConfigurationNode(content: content, line: yaml.mark?.line)
  }

  private static func syntax(_ reason: String, _ source: String) -> PolderError {
    PolderError(
      .configurationSyntax, "The file is not a configuration: \(reason).", object: source,
      nextStep: "Correct the file and start again.")
  }
}
