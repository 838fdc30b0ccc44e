import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// A password that is given, and not shown.
struct NewPasswordOptions: ParsableArguments {
  @Flag(help: "Read passwords from standard input, one a line, in place of asking for them.")
  var passwordStdin = false

  /// The present password.
  func present() async throws -> String {
    passwordStdin ? try StandardInput.secret().text : try await LineReader().secret("Present password: ").text
  }

  /// A new password; at a terminal it has to be typed twice.
  /// - Throws: `PolderError` `prompt-passwords-differ`
  func read(for whom: String) async throws -> String {
    if passwordStdin { return try StandardInput.secret().text }
    let first = try await LineReader().secret("New password for \(whom): ").text
    guard try await LineReader().secret("Once more: ").text == first else {
      throw PolderError(
        "prompt-passwords-differ", "The two passwords are not the same.", nextStep: "Run it again. Nothing was changed."
      )
    }
    return first
  }
}
