/// Numbers as people read them.
enum Figures {
  /// With so many digits behind the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "-∞" : "∞" }
    let scaled = (value.magnitude * Self.power(digits)).rounded()
    guard scaled < 1e15 else { return String(value) }
    let whole = Int64(scaled)
    let unit = Int64(Self.power(digits))
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let fraction = String(whole % unit)
    return sign + String(whole / unit) + "." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// As a probability: four digits, or the size when smaller.
  static func probability(_ value: Double) -> String {
    // No number of this type lies between.
    if value == 0 { return "< 1e-300" }
    return value < 0.0001 ? scientific(value) : fixed(value, 4)
  }

  /// One digit and an exponent.
  static func scientific(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return fixed(value, 1) }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    // 9.97 is shown as 1.0 of the next size.
    if mantissa >= 9.95 { (mantissa, exponent) = (1, exponent + 1) }
    return (value < 0 ? "-" : "") + fixed(mantissa, 1) + "e" + String(exponent)
  }

  /// With thousands apart.
  static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A span of time in seconds.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return fixed(Double(seconds) + Double(attoseconds) / 1e18, 2) + " s"
  }

  private static func power(_ digits: Int) -> Double { (0..<digits).reduce(1) { value, _ in value * 10 } }
}
