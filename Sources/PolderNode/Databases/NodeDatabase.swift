/// A database that algorithms may ask for.
public struct NodeDatabase: Sendable, Hashable {
  /// Kinds that are files.
  static let fileTypes: Set<String> = ["csv", "parquet", "excel"]

  /// The name that tasks ask for.
  public let label: String
  /// A path of the machine, or what else the algorithm is told.
  public let uri: String
  /// `csv`, `parquet`, `excel`, `sql`, `sparql`, `omop`, `folder` or `other`.
  public let type: String
  /// Further settings that the algorithm is told.
  public let parameters: [Parameter]
  /// Whether algorithms may not write to it (`mount_mode: ro`).
  public let isReadOnly: Bool

  /// One further setting.
  public struct Parameter: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String
  }

  /// A database.
  public init(
    label: String, uri: String, type: String, parameters: [Parameter] = [], isReadOnly: Bool = false
  ) {
    self.label = label
    self.uri = uri
    self.type = type
    self.parameters = parameters
    self.isReadOnly = isReadOnly
  }

  /// Whether a text can be part of the name of a variable: a letter or underscore, then letters, digits, underscores.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(48...57).contains(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
    }
  }
}
