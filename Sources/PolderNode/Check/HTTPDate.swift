import PolderCore

/// The moment in a header field `Date`.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The moment of a text such as `Sun, 06 Nov 1994 08:49:37 GMT`; nil when it is none.
  static func moment(_ text: String) -> Timestamp? {
    let parts = text.prefix(64).split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp(text: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])")
  }
}
