import PolderCore

/// Where a reply differs from the recorded one on purpose, and what it is instead.
struct GoldenDifference: Sendable {
  /// What is compared in the place of the recorded body.
  enum Reply: Sendable {
    /// The recorded body; only the status is another.
    case same
    /// A refusal whose text begins so.
    case says(String)
    /// An object in which these keys have these values.
    case has(JSONObject)
    /// The recorded body, but for the values of these keys.
    case but(JSONObject)
    /// A page with exactly the rows of these numbers.
    case rows([Int64])
    /// The recorded body, in which a text lists the words of a set in another order.
    case reordered
    /// The recorded body, in which another of several rows or rules comes first.
    case another
  }

  let status: Int
  let reply: Reply
  /// The number of the deviation; nil where the contract leaves open what differs.
  let number: Int?

  init(_ status: Int, _ reply: Reply, _ number: Int?) {
    self.status = status
    self.reply = reply
    self.number = number
  }

  /// Whether a reply's body, made comparable, is what it is to be in the place of the recorded one.
  func fits(_ got: JSONValue, recorded: JSONValue) -> Bool {
    switch reply {
    case .same: return got == recorded
    case .says(let text): return got["msg"]?.string?.hasPrefix(text) == true && got.object?.keys == ["msg"]
    case .has(let object): return object.allSatisfy { got[$0.key] == $0.value }
    case .but(let object):
      guard var wanted = recorded.object else { return false }
      for (key, value) in object where wanted[key] != nil { wanted[key] = value }
      return got == .object(wanted)
    case .rows(let ids): return got["data"]?.array?.map { $0["id"]?.integer } == ids
    case .reordered: return Self.wordsInOrder(got) == Self.wordsInOrder(recorded)
    case .another: return Self.shape(got) == Self.shape(recorded)
    }
  }

  /// A body in which the words of every text are sorted.
  private static func wordsInOrder(_ value: JSONValue) -> JSONValue {
    mapTexts(value) { text in text.split { !$0.isLetter && $0 != "_" }.sorted().joined(separator: " ") }
  }

  /// A body without what its rows hold, and without the names between brackets.
  private static func shape(_ value: JSONValue) -> JSONValue {
    var value = mapTexts(value) { $0.replacing(/\(.*\)/, with: "()") }
    if var object = value.object, let rows = object["data"]?.array {
      object["data"] = .array(rows.map { .array(($0.object?.keys ?? []).map { .string($0) }) })
      value = .object(object)
    }
    return value
  }

  private static func mapTexts(_ value: JSONValue, _ change: (String) -> String) -> JSONValue {
    switch value {
    case .string(let text): return .string(change(text))
    case .array(let elements): return .array(elements.map { mapTexts($0, change) })
    case .object(let object):
      var made = JSONObject()
      for (key, value) in object { made[key] = mapTexts(value, change) }
      return .object(made)
    default: return value
    }
  }
}
