public import PolderCore

/// A value that is a table: how algorithms write tables as JSON is recognized.
///
/// Known shapes: a list of objects (pandas `orient="records"`), an object of lists of one length or of objects with the
/// same keys (`"list"`, `"dict"`), and an object with `columns` and `data` (`"split"`, `"table"` has `schema` and `data`).
public struct TableShape: Sendable, Hashable {
  /// A table with more columns is easier to read as JSON.
  static let widest = 256

  /// The titles.
  public let head: [String]
  /// The rows, each as long as the head.
  public let rows: [[JSONValue]]

  /// A table of values.
  init(head: [String], rows: [[JSONValue]]) {
    self.head = head
    self.rows = rows
  }

  /// The table that a value is; nil when it is none.
  public init?(_ value: JSONValue) {
    let table: (head: [String], rows: [[JSONValue]])?
    if let elements = value.array {
      table = Self.records(elements)
    } else if let object = value.object {
      table = Self.split(object) ?? Self.lists(object) ?? Self.dictionaries(object)
    } else {
      table = nil
    }
    guard let table, !table.head.isEmpty, table.head.count <= Self.widest else { return nil }
    (head, rows) = table
  }

  private static func records(_ elements: [JSONValue]) -> (head: [String], rows: [[JSONValue]])? {
    let objects = elements.compactMap(\.object)
    guard !objects.isEmpty, objects.count == elements.count else { return nil }
    var (head, known) = ([String](), Set<String>())
    for object in objects {
      for key in object.keys where known.insert(key).inserted { head.append(key) }
      guard head.count <= widest else { return nil }
    }
    return (head, objects.map { object in head.map { object[$0] ?? .null } })
  }

  private static func split(_ object: JSONObject) -> (head: [String], rows: [[JSONValue]])? {
    guard let data = object["data"]?.array else { return nil }
    if object["schema"]?["fields"] != nil { return records(data) }
    guard let columns = object["columns"]?.array, object.keys.allSatisfy({ ["columns", "index", "data"].contains($0) })
    else { return nil }
    let rows = data.compactMap(\.array)
    guard rows.count == data.count, rows.allSatisfy({ $0.count == columns.count }) else { return nil }
    let head = columns.map(TerminalText.plain)
    guard let index = object["index"]?.array, index.count == rows.count, isTelling(index) else { return (head, rows) }
    return ([""] + head, zip(index, rows).map { [$0] + $1 })
  }

  private static func lists(_ object: JSONObject) -> (head: [String], rows: [[JSONValue]])? {
    // What calls itself columns and data, and is not that, is nothing that can be guessed.
    if object["columns"] != nil, object["data"] != nil { return nil }
    let lists = object.compactMap(\.value.array)
    let isFlat = lists.allSatisfy { $0.allSatisfy { $0.array == nil && $0.object == nil } }
    guard let first = lists.first, lists.count == object.count, isFlat, lists.allSatisfy({ $0.count == first.count })
    else { return nil }
    return (object.keys, first.indices.map { row in lists.map { $0[row] } })
  }

  /// Columns whose values go by the names of the rows.
  private static func dictionaries(_ object: JSONObject) -> (head: [String], rows: [[JSONValue]])? {
    let columns = object.compactMap(\.value.object)
    guard let first = columns.first, columns.count == object.count, !first.isEmpty else { return nil }
    let names = Set(first.keys)
    let isFlat = columns.allSatisfy { column in
      column.count == names.count
        && column.allSatisfy { names.contains($0.key) && $0.value.object == nil && $0.value.array == nil }
    }
    guard isFlat else { return nil }
    let index = first.keys
    let rows = index.map { name in columns.map { $0[name] ?? .null } }
    guard isTelling(index.map { .string($0) }) else { return (object.keys, rows) }
    return ([""] + object.keys, zip(index, rows).map { [.string($0)] + $1 })
  }

  /// Whether the names of rows are more than their numbers from zero.
  private static func isTelling(_ index: [JSONValue]) -> Bool {
    index.enumerated().contains { TerminalText.plain($1) != String($0) }
  }
}
