/// A moment in UTC with a resolution of one microsecond, as the database and the wire keep it.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  /// The moment so many microseconds after 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The moment so many whole seconds after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  public var seconds: Int64 {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Whether one moment is before the other.
  public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  /// The moment a duration later.
  public static func + (moment: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    return Self(microseconds: moment.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
  }

  /// The moment a duration earlier.
  public static func - (moment: Self, duration: Duration) -> Self { moment + (.zero - duration) }

  /// The time between two moments.
  public static func - (later: Self, earlier: Self) -> Duration {
    .microseconds(later.microseconds - earlier.microseconds)
  }
}
