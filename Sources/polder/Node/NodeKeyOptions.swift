import ArgumentParser
import Foundation
import PolderClient
import PolderCore
import PolderPrompt

/// How the key that a server gave for a node comes here.
struct NodeKeyOptions: ParsableArguments {
  @Option(help: "The node's key. Others on this machine can see it while the command runs: see --api-key-stdin.")
  var apiKey: String?

  @Flag(help: "Read the node's key from the first line of standard input.")
  var apiKeyStdin = false

  func validate() throws {
    if apiKey != nil, apiKeyStdin { throw ValidationError("Give --api-key or --api-key-stdin, not both.") }
  }

  /// The key; asked for at a terminal, without being shown, when no option gives it.
  /// - Throws: `PolderError` when it is no key, or nobody can be asked
  func read(_ terminal: Terminal) async throws -> String {
    let text: String
    if let apiKey {
      text = apiKey
    } else if apiKeyStdin {
      text = try StandardInput.secret().text
    } else {
      guard terminal.canAsk else {
        throw PolderError(
          "prompt-no-terminal", "The node's key is missing, and nobody can be asked.",
          nextStep: "Give --api-key-stdin. The server shows the key once, when the node is made.")
      }
      text = try await LineReader().secret("Key of the node, as the server showed it: ").text
    }
    let key = text.trimmingCharacters(in: .whitespaces)
    guard UUID(uuidString: key) != nil else {
      throw PolderError(
        "service-configuration-invalid",
        "This is no key of a node: one looks like 3f2b8a52-9f6e-4f0e-a3f1-5d7c8b9a0e1d.",
        nextStep: "Copy it as the server showed it when the node was made, or have it reset there.")
    }
    return key.lowercased()
  }
}
