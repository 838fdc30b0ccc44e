import PolderCore

extension AuditEntry {
  /// The entry as one line of JSON: the bytes that are hashed, and behind them the key `hash`.
  ///
  /// Who wants to check it without Polder takes away `,"hash":"…"`, puts `}` at the end, and computes the SHA-256.
  public var line: String {
    var object = Self.canonical(number, record, previous)
    object["hash"] = .string(hash)
    return JSONValue.object(object).text
  }

  /// Reads a line; anything that ``line`` would not have written is refused.
  public init(line: String) throws {
    guard let object = try? JSONValue(parsing: line, limits: .init(bytes: 64 << 10, depth: 4)).object,
      let number = object["number"]?.integer, let moment = object["time"]?.string, moment.hasSuffix("Z"),
      let time = Timestamp(text: String(moment.dropLast())), let operation = object["operation"]?.string,
      let outcome = object["outcome"]?.string.flatMap(AuditOutcome.init), let count = object["count"]?.integer,
      let previous = object["previous"]?.string, let hash = object["hash"]?.string
    else { throw Self.unreadable }
    var record = AuditRecord(
      time: time, principal: object["principal"]?.string, organization: object["organization"]?.integer,
      operation: operation, object: "", outcome: outcome, count: count,
      details: Self.details(of: object["details"]))
    // Set behind the bounds of new records: what is kept has to read as it is.
    record.address = object["address"]?.string
    record.request = object["request"]?.string
    record.operation = operation
    record.object = object["object"]?.string ?? ""
    record.reason = object["reason"]?.string ?? ""
    self.init(number: number, record: record, previous: previous, hash: hash)
    guard self.line == line else { throw Self.unreadable }
  }

  static func details(of value: JSONValue?) -> [String: String] {
    var details: [String: String] = [:]
    if let object = value?.object { for (key, value) in object { details[key] = value.string } }
    return details
  }

  private static let unreadable = PolderError(
    "audit-line-unreadable", "This is no line of an exported audit log.",
    nextStep: "Export the log again, or look at who changed the file.")
}
