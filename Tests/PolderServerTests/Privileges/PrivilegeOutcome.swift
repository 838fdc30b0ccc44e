import PolderCore

/// What is compared of a reply: the status, the text, the fields at fault, and the rows of a list.
struct PrivilegeOutcome: Hashable, Sendable, CustomStringConvertible {
  let status: Int
  let message: String?
  let fields: [String]?
  let ids: String?

  init(_ value: JSONValue) {
    status = Int(value["status"]?.integer ?? 0)
    message = value["message"]?.string
    fields = value["fields"]?.array?.compactMap(\.string)
    ids = value["ids"]?.string
  }

  init(_ reply: HouseReply) {
    status = reply.status
    let text = reply.json?["msg"] ?? reply.json?["message"]
    message = text.map { $0.string ?? $0.text }
    fields = (reply.json?["errors"]?.object?.keys).map { $0.sorted() }
    ids = reply.json?["data"]?.array.map { Self.ranges($0.compactMap { $0["id"]?.integer }) }
  }

  /// Numbers as `1-3,7`.
  private static func ranges(_ numbers: [Int64]) -> String {
    var made: [ClosedRange<Int64>] = []
    for number in numbers.sorted() {
      if let last = made.last, last.upperBound == number - 1 {
        made[made.count - 1] = last.lowerBound...number
      } else {
        made.append(number...number)
      }
    }
    return made.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }

  var description: String {
    var parts = ["\(status)"]
    if let message { parts.append("'\(message.prefix(120))'") }
    if let fields { parts.append("at fault: \(fields.joined(separator: " "))") }
    if let ids { parts.append("ids [\(ids.prefix(80))]") }
    return parts.joined(separator: " ")
  }
}
