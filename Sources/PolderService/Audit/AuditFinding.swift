/// What is wrong with an audit log.
public enum AuditFinding: Hashable, Sendable, CustomStringConvertible {
  /// The content of an entry is not what its hash says.
  case changed(Int64)
  /// An entry is not the one that the next entry was chained to.
  case replaced(Int64, follower: Int64)
  /// Entries are not there.
  case missing(ClosedRange<Int64>)
  /// An entry stands behind one that came after it.
  case reordered(Int64)
  /// A number is there a second time.
  case inserted(Int64)
  /// The log begins later than with 1, and no signed-off cut says so.
  case withoutBeginning(Int64)
  /// The log ends before the head that is kept or was remembered.
  case truncated(last: Int64, expected: Int64)
  /// The entry of the remembered head is another one now: the log was written anew.
  case otherHistory(Int64)
  /// The kept head is not the last entry.
  case headDiffers(Int64)
  /// A line of an export can not be read; lines count from 1.
  case unreadable(line: Int64)

  /// One sentence.
  public var description: String {
    switch self {
    case .changed(let number): "Entry \(number) was changed: its content does not give its hash."
    case .replaced(let number, let follower):
      "Entry \(number) was replaced: entry \(follower) was chained to another one."
    case .missing(let range) where range.count == 1: "Entry \(range.lowerBound) was removed."
    case .missing(let range): "Entries \(range.lowerBound) to \(range.upperBound) were removed."
    case .reordered(let number): "Entry \(number) is not in its place."
    case .inserted(let number): "Entry \(number) is there more than once: one of them was inserted."
    case .withoutBeginning(let first):
      "The log begins with entry \(first), and no signed-off cut says that what was before may be gone."
    case .truncated(let last, let expected):
      "The end was cut off: the last entry is \(last), there was one with number \(expected)."
    case .otherHistory(let number):
      "Entry \(number) is not the one that was remembered: the log was written anew from there or before."
    case .headDiffers(let number): "The head that is kept does not fit entry \(number), the last one."
    case .unreadable(let line): "Line \(line) can not be read."
    }
  }
}
