public import PolderCore

/// One entry of the audit log, chained to the one before: its hash is the SHA-256 of its canonical bytes, and those
/// hold the hash of the entry before.
public struct AuditEntry: Hashable, Sendable {
  /// Its place in the log, from 1, without gaps.
  public let number: Int64
  /// What it tells.
  public let record: AuditRecord
  /// The hash of the entry before; zeros for the first.
  public let previous: String
  /// Its own hash as it is kept.
  public let hash: String

  /// An entry as it is kept.
  public init(number: Int64, record: AuditRecord, previous: String, hash: String) {
    self.number = number
    self.record = record
    self.previous = previous
    self.hash = hash
  }

  /// The entry that follows a head.
  public init(_ record: AuditRecord, after head: AuditHead) {
    number = head.number + 1
    self.record = record
    previous = head.hash
    hash = Self.hash(Self.canonical(number, record, head.hash))
  }

  /// The head of a log that ends with this entry.
  public var head: AuditHead { AuditHead(number: number, hash: hash) }

  /// The hash that the content gives: another one than ``hash`` when the content was changed.
  public var contentHash: String { Self.hash(Self.canonical(number, record, previous)) }

  /// The bytes that are hashed: one JSON object, no spaces, UTF-8, keys in this order.
  static func canonical(_ number: Int64, _ record: AuditRecord, _ previous: String) -> JSONObject {
    var object = JSONObject()
    object["number"] = .integer(number)
    object["time"] = .string(record.time.wireText + "Z")
    object["principal"] = record.principal.map { .string($0) } ?? .null
    object["organization"] = record.organization.map { .integer($0) } ?? .null
    object["address"] = record.address.map { .string($0) } ?? .null
    object["request"] = record.request.map { .string($0) } ?? .null
    object["operation"] = .string(record.operation)
    object["object"] = .string(record.object)
    object["outcome"] = .string(record.outcome.description)
    object["reason"] = .string(record.reason)
    object["count"] = .integer(record.count)
    object["details"] = .object(details(record.details))
    object["previous"] = .string(previous)
    return object
  }

  static func details(_ details: [String: String]) -> JSONObject {
    var object = JSONObject()
    for name in details.keys.sorted() { object[name] = details[name].map { .string($0) } }
    return object
  }

  private static func hash(_ object: JSONObject) -> String {
    AuditHash.text(of: JSONValue.object(object).bytes)
  }
}

extension Sequence<UInt8> {
  /// The bytes as hexadecimal digits.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
