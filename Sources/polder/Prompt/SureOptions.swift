import ArgumentParser
import PolderCore
import PolderPrompt

/// Whether what can not be undone shall be done.
struct SureOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Do it without being asked.")
  var yes = false

  /// Asks at a terminal; where nobody can be asked, only the flag lets it happen.
  /// - Throws: `PolderError` `prompt-not-sure` without the flag where nobody can be asked, `CancellationError` after a no
  func check(_ question: String, _ session: PromptSession) async throws {
    try await check(question, session.terminal)
  }

  /// Asks at a terminal, without a session at a server.
  func check(_ question: String, _ terminal: Terminal) async throws {
    guard !yes else { return }
    guard terminal.canAsk else {
      throw PolderError(
        "prompt-not-sure", "This can not be undone, and nobody can be asked whether it shall happen.",
        nextStep: "Give --yes.")
    }
    let answer = try await LineReader().text(question + " (y/n) ")
    guard ["y", "yes"].contains(answer.lowercased()) else { throw CancellationError() }
  }
}
