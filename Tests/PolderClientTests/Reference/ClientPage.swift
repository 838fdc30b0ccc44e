import Foundation

/// `docs/client.md`: which member of the Python client is which in Swift.
struct ClientPage {
  /// A row of a table of members.
  struct Row: Sendable {
    /// The member in Python, with its part in front.
    let python: String
    /// The Swift name as it is written; nil for `later`.
    let swift: String?
    /// The parameters that Swift has no counterpart of.
    let leftOut: Set<String>
    /// What is said about them.
    let reason: String
  }

  let rows: [Row]
  /// The types of the client's parts by the classes in Python.
  let parts: [String: String]

  init(markdown: String) {
    rows = markdown.matches(of: /(?m)^\| `([a-z_.]+)` \| (later|`[^`]+`) \| ?(.*?) ?\|$/).map { match in
      Row(
        python: String(match.1), swift: match.2 == "later" ? nil : String(match.2.dropFirst().dropLast()),
        leftOut: Set(match.3.matches(of: /`(\w+)`:/).map { String($0.1) }), reason: String(match.3))
    }
    let parts = markdown.matches(of: /(?m)^\| `([A-Z]\w+)`[^|]* \| `client\.\w+` \| `(\w+)` \|$/)
    self.parts = Dictionary(parts.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page of this repository.
  static func read() throws -> ClientPage {
    ClientPage(markdown: try String(contentsOf: root.appending(path: "docs/client.md"), encoding: .utf8))
  }

  /// The public declarations of the client's sources.
  static func declarations() throws -> [SwiftDeclaration] {
    let folder = root.appending(path: "Sources/PolderClient")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
    return try names.filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }.flatMap { name in
      SwiftDeclaration.all(in: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }

  /// The declaration that a Swift name means: a member of the client, or of one of its parts.
  static func declaration(_ name: String, among all: [SwiftDeclaration]) -> SwiftDeclaration? {
    let head = name.prefix { $0 != "(" }.split(separator: ".").map { String($0) }
    guard let member = head.last, ["client", "UserClient"].contains(head.first) else { return nil }
    var owner = "UserClient"
    for part in head.dropFirst().dropLast() {
      guard let type = all.first(where: { $0.owner == owner && $0.signature == part })?.type else { return nil }
      owner = type
    }
    let signature = member + String(name.drop { $0 != "(" })
    return all.first { $0.owner == owner && $0.signature == signature }
  }

  private static var root: URL {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root
  }
}
