extension DisclosureDeclaration {
  /// The most entries that are read.
  static let maximumEntries = 1_000
  private static let maximumBytes = 1 << 20

  /// The declaration as it stands in its file.
  public var json: JSONValue {
    .object(["version": 1, "entries": .array(entries.map { .object($0.json) })])
  }

  /// Reads the file's bytes.
  /// - Throws: `PolderError` `disclosure-invalid-declaration`.
  public init(parsing bytes: [UInt8]) throws {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes, limits: .init(bytes: Self.maximumBytes, depth: 8))
    } catch {
      throw Self.invalid("it is not JSON: \(error)")
    }
    guard value["version"] == 1 else { throw Self.invalid("its version is not 1") }
    guard let entries = value["entries"]?.array else { throw Self.invalid("it has no list of entries") }
    guard entries.count <= Self.maximumEntries else {
      throw Self.invalid("it has more than \(Self.maximumEntries) entries")
    }
    self.entries = try entries.enumerated().map { try Entry(json: $1, number: $0 + 1) }
  }

  fileprivate static func invalid(_ reason: String) -> PolderError {
    PolderError(
      .disclosureInvalidDeclaration, "The declaration beside the result can not be read: \(reason).",
      nextStep: "The author of the algorithm corrects what it writes beside its result.")
  }
}

extension DisclosureDeclaration.Entry {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["path": .string(path.description)]
    switch basis {
    case .count: object["kind"] = "count"
    case .missingCount: object["kind"] = "missing-count"
    case .cell: object["kind"] = "cell"
    case .statistic(let rows):
      object["kind"] = "statistic"
      object["rows"] = rows.json
    case .extreme(let records):
      object["kind"] = "extreme"
      object["records"] = records.json
    case .modelParameter(let rows, let parameters):
      object["kind"] = "model-parameter"
      object["rows"] = rows.json
      object["parameters"] = .integer(Int64(parameters))
    case .line(let name):
      object["kind"] = "line"
      object["line"] = .string(name)
    case .constant: object["kind"] = "constant"
    case .label: object["kind"] = "label"
    }
    return object
  }

  fileprivate init(json: JSONValue, number: Int) throws {
    func invalid(_ reason: String) -> PolderError { DisclosureDeclaration.invalid("entry \(number) \(reason)") }
    func support(_ key: String) throws -> DisclosureSupport {
      switch json[key] {
      case .integer(let value)?:
        guard let value = Int(exactly: value), value >= 0 else { throw invalid("has a negative number of \(key)") }
        return .exactly(value)
      case .string(let text)?: return .count(at: DisclosurePath(text))
      default: throw invalid("does not say on how many \(key) it rests")
      }
    }
    guard let path = json["path"]?.string else { throw invalid("has no path") }
    guard path.utf8.count <= 4_096 else { throw invalid("has a path that is too long") }
    self.path = DisclosurePath(path)
    switch json["kind"]?.string {
    case "count": basis = .count
    case "missing-count": basis = .missingCount
    case "cell": basis = .cell
    case "statistic": basis = .statistic(rows: try support("rows"))
    case "extreme": basis = .extreme(records: try support("records"))
    case "model-parameter":
      guard let parameters = json["parameters"]?.integer, (0...1_000_000).contains(parameters) else {
        throw invalid("does not say how many parameters its model has")
      }
      basis = .modelParameter(rows: try support("rows"), parameters: Int(parameters))
    case "line":
      guard let name = json["line"]?.string, DisclosurePolicy.isLineName(name) else {
        throw invalid("names no line of the steward's settings")
      }
      basis = .line(name)
    case "constant": basis = .constant
    case "label": basis = .label
    default: throw invalid("is of a kind that this node does not know")
    }
  }
}

extension DisclosureSupport {
  fileprivate var json: JSONValue {
    switch self {
    case .exactly(let number): .integer(Int64(number))
    case .count(let path): .string(path.description)
    }
  }
}
