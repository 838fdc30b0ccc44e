import ArgumentParser

/// `polder key`
struct KeyNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Keys: make the own organization's, and check those of others.",
    subcommands: [
      KeyGenerate.self, KeyFingerprintVerb.self, KeyList.self, KeyVerify.self, KeyUpload.self, KeyStatementVerb.self,
    ])
}
