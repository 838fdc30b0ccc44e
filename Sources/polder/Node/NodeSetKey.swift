import ArgumentParser
import PolderCore
import PolderPrompt
import PolderService

/// `polder node set-key`
struct NodeSetKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-key",
    abstract: "Write another key of the node into its configuration.",
    discussion: "Everything else in the file stays as it is, comments too. A node that runs takes it at its next start."
  )

  @OptionGroup var options: NodeOptions
  @OptionGroup var key: NodeKeyOptions

  func run() async throws {
    let place = try options.place()
    // Read before anybody is asked: nobody likes to answer for nothing.
    let former = try ReplacedFile(place.path)
    let text = try ConfigurationText.setting(
      "api_key", to: try await key.read(.present), in: former.text, source: place.path)
    try former.replace(with: text)
    print("The key stands in \(place.path). Try it: polder node check --config \(place.path)")
  }
}
