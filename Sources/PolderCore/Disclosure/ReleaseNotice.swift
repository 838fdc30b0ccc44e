/// The line that a node adds to the log of a run, so that everybody sees what left it and why.
public struct ReleaseNotice: Hashable, Sendable {
  /// How many bytes left.
  public let bytes: Int
  /// How many values they hold; nil for a result that was not looked into.
  public let fields: Int?
  /// The lines of the node's configuration that let it out.
  public let lines: [String]

  /// A notice.
  public init(bytes: Int, fields: Int?, lines: [String]) {
    self.bytes = bytes
    self.fields = fields
    self.lines = lines
  }

  /// What a release amounts to.
  public init(_ release: DisclosureRelease) {
    self.init(bytes: release.bytes.count, fields: release.fields, lines: release.lines)
  }

  private static let start = "polder released "

  /// The line, without line break.
  public var text: String {
    let fields = fields.map(String.init) ?? "unknown"
    return "\(Self.start)\(bytes) bytes, \(fields) fields, under: \(lines.joined(separator: "; "))"
  }

  /// Reads the line; nil when it is another one.
  public init?(line: some StringProtocol) {
    guard line.hasPrefix(Self.start) else { return nil }
    let parts = line.dropFirst(Self.start.count).split(separator: ", ", maxSplits: 2)
    guard parts.count == 3, parts[0].hasSuffix(" bytes"), let bytes = Int(parts[0].dropLast(6)),
      parts[1].hasSuffix(" fields"), parts[2].hasPrefix("under: ")
    else { return nil }
    self.init(
      bytes: bytes, fields: Int(parts[1].dropLast(7)),
      lines: parts[2].dropFirst(7).split(separator: "; ").map { String($0) })
  }
}
