import PolderCore

/// Takes the lines of an engine's report on a pull, piece by piece, within bounds.
struct PullLines: Sendable {
  private static let longestLine = 64 << 10
  private static let limits = JSONParser.Limits(bytes: longestLine, depth: 16)

  private var rest: [UInt8] = []
  private var isSkipping = false
  private(set) var progress = PullProgress()

  /// Takes the next piece of the report.
  mutating func take(_ piece: some Sequence<UInt8>) {
    for byte in piece {
      if byte == UInt8(ascii: "\n") {
        finishLine()
      } else if rest.count < Self.longestLine {
        rest.append(byte)
      } else {
        // Nothing that an engine says is so long.
        isSkipping = true
      }
    }
  }

  /// The report has ended.
  mutating func end() { finishLine() }

  private mutating func finishLine() {
    defer { (rest, isSkipping) = ([], false) }
    guard !isSkipping, !rest.isEmpty else { return }
    // A line that is no JSON says nothing; whether the image is there is looked at afterwards.
    guard let line = try? JSONValue(parsing: rest, limits: Self.limits) else { return }
    progress.take(line)
  }
}
