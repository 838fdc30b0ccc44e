/// How far a rule reaches, from the narrowest to the widest; the raw value is the name in the database and on the wire.
public enum Scope: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
  /// What one made oneself.
  case own = "OWN"
  /// The own organization.
  case organization = "ORGANIZATION"
  /// The collaborations of the own organization.
  case collaboration = "COLLABORATION"
  /// Everything.
  case global = "GLOBAL"

  private var width: Int {
    switch self {
    case .own: 0
    case .organization: 1
    case .collaboration: 2
    case .global: 3
    }
  }

  /// The three-letter name that some filters use.
  public var letters: String { String(rawValue.prefix(3)).lowercased() }

  /// Whether one scope is narrower than the other.
  public static func < (left: Self, right: Self) -> Bool { left.width < right.width }
}
