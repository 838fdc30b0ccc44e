import ArgumentParser
import Foundation
import Glibc
import Logging
import PolderCore
import PolderNode
import PolderPrompt
import PolderService

/// `polder node new`
struct NodeNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a configuration: asks at a terminal, or takes everything from options.",
    discussion: """
      What an option gives is not asked for. Without a terminal, or with --yes, nothing is asked: what no option gives \
      has its default. The file can be read by its owner only, and the incumbent takes it too.
      """)

  @Option(name: .shortAndLong, help: "The name of the configuration: letters, digits, dots, dashes, underscores.")
  var name: String?

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .user

  @Option(help: "Write this file, in place of one in the folders.", completion: .file(extensions: ["yaml"]))
  var output: String?

  @OptionGroup var key: NodeKeyOptions
  @OptionGroup var content: NodeContentOptions

  @Flag(name: .shortAndLong, help: "Ask nothing.")
  var yes = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let asker = Questions(asks: !yes && !json && isatty(STDIN_FILENO) == 1)
    let name = try asker.answer(name, "Name of the configuration", "default").replacing(" ", with: "-")
    guard InstanceFolders.isName(name) else {
      throw PolderError(
        .configurationInvalid, "A name has letters, digits, dots, dashes and underscores only.", object: name)
    }
    let folders = InstanceFolders(.node, scope.folders, environment: ProcessInfo.processInfo.environment)
    let path = output ?? folders.configuration(name)
    // Before anything is asked: nobody likes to answer for nothing.
    try NewFile.requireAbsent(path)
    var new = NewNodeConfiguration()
    new.apiKey = try await key.read(.present)
    try content.fill(&new, asker, dataFolder: folders.data(name))
    new.isEncrypted = try await content.isEncrypted(new, asker)
    let text = new.yaml
    // What can not be read back must not lie in wait for the first start.
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    _ = try NodeConfiguration(Configuration(text: text, source: path), relativeTo: folder)
    try NewFile.write(text, to: path)
    tell(name, path)
  }

  private func tell(_ name: String, _ path: String) {
    guard !json else { return print(JSONValue.object(["name": .string(name), "configuration": .string(path)]).text) }
    let next = output == nil ? "--name \(name) --\(scope.rawValue)" : "--config \(path)"
    print("made \(path)")
    print("look at it: polder node check \(next)")
    print("start it:   polder node start \(next)")
  }
}
