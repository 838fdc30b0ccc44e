import ArgumentParser
import PolderAlgorithm
import PolderStatistics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `polder algorithm run`
struct AlgorithmRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one of the shipped algorithms, as a node asks for it by the environment.",
    discussion: """
      A node's configuration names this program for an image: `images: {polder/statistics: [/usr/bin/polder, \
      algorithm, run]}`. It reads INPUT_FILE and writes OUTPUT_FILE, as docs/algorithms describes.
      """)

  func run() async throws {
    let code = await ShippedAlgorithms.program.run(environment: ProcessInfo.processInfo.environment)
    if code != 0 { throw ExitCode(code) }
  }
}
