/// Why the controller did not do what it was asked for.
struct SlurmTrouble: Error, Hashable {
  enum Kind: Sendable, Hashable {
    /// It was reached, and refuses.
    case refused
    /// It can not be reached now, or did not answer in time: whether it did it is not known.
    case unreachable
    /// The program is missing or can not be executed.
    case noProgram
  }

  let kind: Kind
  /// What was said, on one line.
  let text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = Self.oneLine(text)
  }

  /// Sorts what a program of Slurm said when it failed.
  init(saying text: String) {
    let lower = text.lowercased()
    self.init(Self.passing.contains { lower.contains($0) } ? .unreachable : .refused, text)
  }

  /// Parts of what the programs say when the controller, and not the request, is the trouble.
  private static let passing = [
    "unable to contact slurm", "socket timed out", "connection failure", "connection refused", "zero bytes",
    "temporarily unable", "transport", "unable to establish", "protocol authentication", "cannot stat file",
    "munge", "not responding", "slurm backup controller", "in standby mode", "unable to process configuration",
    "could not establish a configuration source",
  ]

  private static func oneLine(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    return String(lines.joined(separator: "; ").prefix(600))
  }
}
