import Foundation
import PolderCore
import PolderPrompt

/// Where this process stands: its environment, the folder of profiles, the terminal.
struct PromptPlace: Sendable {
  let environment: PromptEnvironment
  let folder: ProfileFolder
  let terminal: Terminal

  init() throws {
    environment = PromptEnvironment(ProcessInfo.processInfo.environment)
    folder = ProfileFolder(path: try environment.folder())
    terminal = .present
  }

  /// The profile that the options and the environment mean.
  func chosen(_ options: ClientOptions) throws -> ChosenProfile {
    try ChosenProfile(options.choice, environment: environment, folder: folder)
  }

  /// The session of the profile that the options and the environment mean.
  func session(_ options: ClientOptions) async throws -> PromptSession {
    try await PromptSession(
      try chosen(options), environment: environment, timeout: options.choice.timeout, folder: folder,
      printer: options.printer(terminal), terminal: terminal)
  }
}

extension PromptPlace {
  /// Asks for something that was not given; where nobody can be asked, says how to give it.
  func ask(_ question: String, else advice: String) async throws -> String {
    guard terminal.canAsk else {
      throw PolderError("prompt-no-terminal", "Nobody can be asked here.", nextStep: advice)
    }
    let answer = try await LineReader().text(question)
    let text = answer.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty else { throw PolderError("prompt-no-input", "Nothing was typed.", nextStep: advice) }
    return text
  }
}

extension PromptPlace {
  /// The name of a profile that was named, or of the one that the options and the environment mean.
  func profileName(_ named: String?, _ options: ClientOptions, in book: ProfileBook) throws -> String {
    let place = (options.server ?? environment.server).map { ServerLocation(text: $0) }
    if let name = named ?? book.name(for: options.profile ?? environment.profile, at: place) { return name }
    throw PolderError("profile-none", "No profile is named, and none is in use.", nextStep: "Run `polder login`.")
  }
}
