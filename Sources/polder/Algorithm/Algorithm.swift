import ArgumentParser

/// `polder algorithm`
struct Algorithm: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at algorithms of a store and submit them; run one that ships with Polder.",
    subcommands: [
      AlgorithmRun.self, AlgorithmList.self, AlgorithmShow.self, AlgorithmSubmit.self, AlgorithmUpdate.self,
      AlgorithmInvalidate.self, AlgorithmDelete.self,
    ])
}
