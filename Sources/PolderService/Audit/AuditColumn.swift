import PolderCore

/// A column of the table in which people look at an audit log.
public enum AuditColumn: Sendable, CaseIterable {
  /// The place in the log.
  case number
  /// When.
  case time
  /// Who.
  case who
  /// The address it came from.
  case from
  /// What was done.
  case operation
  /// To what.
  case object
  /// How it ended.
  case outcome
  /// Why it was allowed or not.
  case because
  /// Further names and numbers.
  case details

  /// What stands above it.
  public var title: String {
    switch self {
    case .number: "NUMBER"
    case .time: "TIME (UTC)"
    case .who: "WHO"
    case .from: "FROM"
    case .operation: "OPERATION"
    case .object: "OBJECT"
    case .outcome: "OUTCOME"
    case .because: "BECAUSE"
    case .details: "DETAILS"
    }
  }

  /// What an entry shows in it; a dash for nothing. Whatever could move a terminal's cursor is replaced: parts of an
  /// entry are the words of those whom it tells of.
  public func text(_ entry: AuditEntry) -> String {
    let text = content(entry)
    return text.isEmpty ? "-" : Self.plain(text)
  }

  private func content(_ entry: AuditEntry) -> String {
    let record = entry.record
    switch self {
    case .number: return String(entry.number)
    case .time: return record.time.wireText
    case .who: return record.principal ?? ""
    case .from: return record.address ?? ""
    case .operation: return record.operation
    case .object: return record.object
    case .outcome: return record.count > 1 ? "\(record.outcome) ×\(record.count)" : "\(record.outcome)"
    case .because: return record.reason
    case .details:
      return record.details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
  }

  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
