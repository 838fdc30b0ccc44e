/// Names places in a result: `/columns/*/mean`, where `*` stands for any key or position. A place includes all below it.
///
/// As in a JSON pointer, `~0` stands for `~` and `~1` for `/` inside a key; `~2` stands for `*`.
public struct DisclosurePath: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  enum Segment: Hashable, Sendable {
    case name(String)
    case any
  }

  let segments: [Segment]

  /// The whole result.
  public static let root = Self(segments: [])

  init(segments: [Segment]) { self.segments = segments }

  /// Reads a path; a missing slash at its beginning is added.
  public init(_ text: String) {
    let body = text.hasPrefix("/") ? text.dropFirst() : text[...]
    let parts = body.isEmpty ? [] : body.split(separator: "/", omittingEmptySubsequences: false)
    segments = parts.map { $0 == "*" ? .any : .name(Self.unescaped($0)) }
  }

  /// Reads a path; a missing slash at its beginning is added.
  public init(stringLiteral value: String) { self.init(value) }

  /// The place below this one under a key, whatever characters the key has.
  public func appending(_ key: String) -> Self { Self(segments: segments + [.name(key)]) }

  /// The path as text.
  public var description: String {
    segments.map { segment in
      switch segment {
      case .any: "/*"
      case .name(let name): "/" + Self.escaped(name)
      }
    }.joined()
  }

  private static func unescaped(_ part: Substring) -> String {
    guard part.contains("~") else { return String(part) }
    var text = ""
    var isEscape = false
    for character in part {
      if isEscape {
        text += ["0": "~", "1": "/", "2": "*"][character] ?? "~\(character)"
        isEscape = false
      } else if character == "~" {
        isEscape = true
      } else {
        text.append(character)
      }
    }
    return isEscape ? text + "~" : text
  }

  private static func escaped(_ name: String) -> String {
    var text = ""
    for character in name {
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      case "*": text += "~2"
      default: text.append(character)
      }
    }
    return text
  }
}
