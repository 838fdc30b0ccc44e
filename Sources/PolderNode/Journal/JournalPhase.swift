/// How far a run has come at this node; it only moves on.
public enum JournalPhase: String, Sendable, Hashable, CaseIterable, Comparable {
  /// The node has taken it up; nothing was started.
  case accepted
  /// Its algorithm is being started, or is started: from here on only the runtime knows whether a process of it lives.
  case starting
  /// Its algorithm is under its supervisor.
  case started
  /// It is decided what the server is told, and what leaves.
  case judged
  /// The server has been told.
  case delivered
  /// The server did not want to be told.
  case refused

  private var rank: Int {
    switch self {
    case .accepted: 0
    case .starting: 1
    case .started: 2
    case .judged: 3
    case .delivered, .refused: 4
    }
  }

  /// Whether nothing follows.
  public var isLast: Bool { self == .delivered || self == .refused }

  /// Whether one phase comes before the other.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
