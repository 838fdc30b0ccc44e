public import PolderCore

extension HeldRun {
  /// Where it stands, in one word: `waits`, `approved` or `refused`.
  public var state: String {
    guard let decision else { return "waits" }
    return decision.isApproved ? "approved" : "refused"
  }

  /// The run for programs.
  public var json: JSONValue {
    var object: JSONObject = [
      "run": .integer(record.binding.run.rawValue), "task": .integer(record.task.rawValue), "state": .string(state),
      "held_at": .string(record.heldAt.wireText), "rule": .string(record.rule), "image": .string(record.binding.image),
    ]
    object["digest"] = record.binding.digest.map { .string($0) } ?? .null
    object["input_sha256"] = .string(record.binding.inputSHA256)
    object["method"] = record.method.map { .string($0) } ?? .null
    object["arguments"] = .array(record.arguments.map { .string($0) })
    object["positional_arguments"] = .integer(Int64(record.positional))
    object["values"] = record.values
    object["databases"] = .array(record.databases.map { .string($0) })
    object["user"] = record.user.map { .integer($0.rawValue) } ?? .null
    object["organization"] = record.organization.map { .integer($0.rawValue) } ?? .null
    guard let decision else { return .object(object) }
    object["decided_at"] = .string(decision.decidedAt.wireText)
    object["steward"] = .string(decision.steward)
    object["reason"] = decision.reason.map { .string($0) } ?? .null
    return .object(object)
  }
}
