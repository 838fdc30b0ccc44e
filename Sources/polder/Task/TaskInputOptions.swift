import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// The options that say what an algorithm is asked to do.
struct TaskInputOptions: ParsableArguments {
  @Option(help: "The method of the algorithm.")
  var method: String?

  @Option(
    name: .customLong("arg"),
    help: ArgumentHelp("An argument by position: JSON, or a text. Can be given several times.", valueName: "value"))
  var arguments: [String] = []

  @Option(
    name: .customLong("kwarg"),
    help: ArgumentHelp(
      "An argument by name; the value is JSON, or a text. Can be given several times.", valueName: "name=value"))
  var named: [String] = []

  @Option(
    help: ArgumentHelp(
      "The input as JSON with method, args and kwargs; @FILE reads a file, - standard input.", valueName: "json"),
    completion: .file(extensions: ["json"]))
  var input: String?

  func validate() throws {
    if method == nil, input == nil { throw ValidationError("Give --method, or --input with a key \"method\".") }
    for text in named where NamedText(text) == nil { throw ValidationError("--kwarg takes name=value, not '\(text)'.") }
  }

  /// What the algorithm is asked to do.
  func algorithmInput() throws(PolderError) -> AlgorithmInput {
    var typed = TypedInput()
    typed.method = method
    typed.arguments = arguments
    typed.named = named.compactMap { NamedText($0) }
    if let input { typed.whole = try PromptContent.json(of: input, flag: "--input") }
    return try typed.input()
  }
}
