public import PolderCore
import PolderSQL

/// Which entries of an audit log are asked for; what is nil does not count.
public struct AuditFilter: Sendable {
  /// From this moment on.
  public var since: Timestamp?
  /// Before this moment.
  public var until: Timestamp?
  /// By this principal (`user:3`), or by any of a kind (`user`).
  public var principal: String?
  /// This operation.
  public var operation: String?
  /// About this object (`task/5`).
  public var object: String?

  /// All entries.
  public init() {}

  var condition: SQL {
    var conditions: [SQL] = []
    if let since { conditions.append("at >= \(since.microseconds)") }
    if let until { conditions.append("at < \(until.microseconds)") }
    if let principal {
      let kind = principal + ":"
      conditions.append(
        principal.contains(":") ? "principal = \(principal)" : "principal LIKE \(kind + "%")")
    }
    if let operation { conditions.append("operation = \(operation)") }
    if let object { conditions.append("object = \(object)") }
    return .and(conditions)
  }
}
