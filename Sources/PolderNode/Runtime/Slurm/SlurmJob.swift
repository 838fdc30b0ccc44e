/// A job as the controller tells it.
struct SlurmJob: Sendable, Hashable {
  /// The format of `squeue` that is read here; what may hold any sign comes last.
  static let format = "%A|%T|%B|%j|%r"

  let id: String
  let state: SlurmJobState
  /// Slurm's own word for the state.
  let word: String
  /// The machine that executes it; nil as long as there is none.
  let host: String?
  let name: String
  /// Why it waits, or why it failed, in Slurm's words.
  let reason: String?

  init(id: String, word: String, host: String? = nil, name: String = "", reason: String? = nil) {
    self.id = id
    self.word = word
    state = SlurmJobState(word)
    self.host = host
    self.name = name
    self.reason = reason
  }

  /// Reads a line of `squeue`; nil when it is none.
  init?(line: some StringProtocol) {
    let bar: Character = "|"
    let fields = line.split(separator: bar, maxSplits: 4, omittingEmptySubsequences: false).map { String($0) }
    guard fields.count == 5, Self.isID(fields[0]), !fields[1].isEmpty else { return nil }
    let host = ["", "n/a", "(null)"].contains(fields[2]) ? nil : fields[2]
    let reason = ["", "None", "(null)"].contains(fields[4]) ? nil : fields[4]
    self.init(id: fields[0], word: fields[1], host: host, name: fields[3], reason: reason)
  }

  /// The jobs of an answer of `squeue`.
  static func list(_ text: String) -> [SlurmJob] {
    text.split(separator: "\n").compactMap { SlurmJob(line: $0) }
  }

  /// The id in an answer of `sbatch --parsable`: `123`, or `123;cluster`.
  static func id(ofSubmission text: String) -> String? {
    // Sites let scripts of their own print lines before it.
    guard let line = text.split(whereSeparator: \.isNewline).last,
      let id = line.split(separator: ";", omittingEmptySubsequences: false).first.map(String.init), isID(id)
    else { return nil }
    return id
  }

  private static func isID(_ text: String) -> Bool {
    (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
