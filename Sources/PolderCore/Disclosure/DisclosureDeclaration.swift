/// What the numbers of a result rest on, as its algorithm declares it in a file beside the result.
public struct DisclosureDeclaration: Hashable, Sendable {
  /// What some places of a result rest on.
  public struct Entry: Hashable, Sendable {
    /// The places.
    public let path: DisclosurePath
    /// What they rest on.
    public let basis: DisclosureBasis

    /// What some places of a result rest on.
    public init(_ path: DisclosurePath, _ basis: DisclosureBasis) {
      self.path = path
      self.basis = basis
    }
  }

  /// What is appended to the name of the file with the result.
  public static let fileSuffix = ".disclosure"

  /// The entries; a place that several name has to meet the rules of all of them.
  public var entries: [Entry]

  /// A declaration of those entries.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Adds an entry.
  public mutating func add(_ path: DisclosurePath, _ basis: DisclosureBasis) { entries.append(Entry(path, basis)) }
}
