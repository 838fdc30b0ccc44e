public import PolderCore

/// One column of a table: its title, and where its value comes from.
public struct Column<Item>: Sendable {
  /// The title in small letters, such as `last seen`.
  public let title: String
  /// The value for an entry.
  public let value: @Sendable (Item) -> JSONValue

  /// A column.
  /// - Parameters:
  ///   - title: the title in small letters; the table shows it in capitals, CSV with underscores
  ///   - value: the value for an entry, for instance `\.name`
  public init(_ title: String, _ value: @escaping @Sendable (Item) -> some CellValue) {
    self.title = title
    self.value = { value($0).cell }
  }

  /// The title as a table shows it.
  public var heading: String { title.uppercased() }

  /// The title as CSV has it.
  public var key: String { title.replacing(" ", with: "_") }
}
