import PolderCore

/// Moments as mails have them.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// For instance `Wed, 25 Nov 2026 19:20:03 +0000`.
  static func text(_ moment: Timestamp) -> String {
    // `2026-11-25T19:20:03…`
    let text = moment.wireText
    let parts = text.prefix(10).split(separator: "-")
    let day = ((moment.seconds / 86_400) % 7 + 7) % 7
    let month = Int(parts[1]).map { months[max(1, min(12, $0)) - 1] } ?? ""
    return "\(days[Int(day)]), \(parts[2]) \(month) \(parts[0]) \(text.dropFirst(11).prefix(8)) +0000"
  }
}
