public import PolderCore

extension AuditVerdict {
  /// What a person is told: a line for each finding, the verdict, and the head.
  public var text: String {
    var lines = findings.map(\.description)
    if findingCount > findings.count { lines.append("… \(findingCount) findings in all.") }
    lines.append(
      isWhole ? "The audit log is whole: \(entries) entries." : "The audit log is not what was written.")
    return (lines + ["head \(head)"]).joined(separator: "\n")
  }

  /// What a program is told.
  public var json: JSONValue {
    var object = JSONObject()
    object["whole"] = .bool(isWhole)
    object["entries"] = .integer(entries)
    object["first"] = first.map { .integer($0) } ?? .null
    object["head"] = .string(head.description)
    object["findings"] = .array(findings.map { .string($0.description) })
    object["finding_count"] = .integer(Int64(findingCount))
    return .object(object)
  }
}
