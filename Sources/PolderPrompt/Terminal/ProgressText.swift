/// What a line of progress says.
public struct ProgressText: Sendable, Hashable {
  /// The pictures of the wheel, one after the other.
  static let wheel: [Character] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  /// What is waited for.
  public var subject: String
  /// How many parts are done; nil where none are counted.
  public var done: Int?
  /// How many parts there are.
  public var total: Int?

  /// A line about something.
  public init(_ subject: String, done: Int? = nil, total: Int? = nil) {
    self.subject = subject
    self.done = done
    self.total = total
  }

  /// The line.
  /// - Parameters:
  ///   - elapsed: how long it has been waited for
  ///   - frame: which picture of the wheel
  ///   - width: how many cells there are
  /// - Returns: a line that fits
  public func line(elapsed: Duration, frame: Int, width: Int) -> String {
    var parts = [TerminalText.line(subject), Self.clock(elapsed)]
    if let done, let total { parts.append("\(done) of \(total) runs ended") }
    return TextWidth.fitted("\(Self.wheel[frame % Self.wheel.count]) " + parts.joined(separator: "  "), to: width)
  }

  /// `7 s`, `3:07`, `2:03:07`.
  static func clock(_ elapsed: Duration) -> String {
    let seconds = max(0, elapsed.components.seconds)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3_600 { return "\(seconds / 60):\(two(seconds % 60))" }
    return "\(seconds / 3_600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
