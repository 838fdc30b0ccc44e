import PolderCore

/// How fast mails leave and how long one waits that did not: decided by the moment that is handed in.
struct MailPace: Sendable {
  /// How many mails leave in a minute at the most.
  let perMinute: Int
  private var minute: Int64 = .min
  private var sent = 0

  init(perMinute: Int = 60) { self.perMinute = perMinute }

  /// Whether another may leave now; counts it when so.
  mutating func takes(at moment: Timestamp) -> Bool {
    let minute = moment.seconds / 60
    if minute != self.minute { (self.minute, sent) = (minute, 0) }
    guard sent < perMinute else { return false }
    sent += 1
    return true
  }

  /// How long a mail waits after so many tries: from 10 seconds, doubled, to half an hour.
  static func wait(after attempts: Int64) -> Duration {
    .seconds(min(10 << min(max(attempts - 1, 0), 10), 1_800))
  }
}
