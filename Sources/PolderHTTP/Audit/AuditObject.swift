import PolderCore

/// What a request is about, as the audit log has it: its path with the ids in it, and the ids it looks for. Never a text
/// that a caller chose.
enum AuditObject {
  /// The most ids of a query or a body.
  static let idLimit = 50

  /// `task/5`, or `run?task_id=5`.
  static func text(_ route: Route, _ parts: [String], query: [(name: String, value: String)]) -> String {
    let path = parts.isEmpty ? route.template : route.path(parts)
    guard !query.isEmpty else { return path }
    let ids = query.prefix(64).filter { isID($0.name) && isNumber($0.value) }.map { "\($0.name)=\($0.value)" }
    return ids.isEmpty ? path : path + "?" + ids.joined(separator: "&")
  }

  /// The object of a request that made something with a number.
  static func made(_ object: String, reply: [UInt8]) -> String {
    id(in: reply).map { "\(object)/\($0)" } ?? object
  }

  /// The fields of a body by their names, and the ids in them; of the texts only an image.
  static func details(of body: JSONValue) -> [String: String] {
    guard let object = body.object, !object.isEmpty else { return [:] }
    var details = ["fields": AuditRecord.cut(object.keys.prefix(64).joined(separator: ","), 512)]
    for (key, value) in object {
      if isID(key), let number = value.integer {
        details[key] = String(number)
      } else if let list = value.array {
        let ids = list.prefix(idLimit).compactMap { $0.integer ?? $0["id"]?.integer }
        if !ids.isEmpty { details[key] = ids.map(String.init).joined(separator: ",") }
      } else if key == "image", let image = value.string {
        details[key] = AuditRecord.cut(image, 256)
      }
    }
    return details
  }

  private static func isID(_ name: String) -> Bool { name == "id" || name.hasSuffix("_id") }

  private static func isNumber(_ text: String) -> Bool {
    (1...19).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The number under the key `id` of the outermost object; the bytes are compact JSON that was written here.
  static func id(in bytes: [UInt8]) -> Int64? {
    let key = Array("\"id\":".utf8)
    var depth = 0
    var isText = false
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isText: index += 1
      case UInt8(ascii: "\""):
        if !isText, depth == 1, bytes[index...].starts(with: key) { return number(bytes[(index + key.count)...]) }
        isText.toggle()
      case UInt8(ascii: "{") where !isText, UInt8(ascii: "[") where !isText: depth += 1
      case UInt8(ascii: "}") where !isText, UInt8(ascii: "]") where !isText: depth -= 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: bytes.prefix { (48...57).contains($0) }, as: UTF8.self))
  }
}
