import ArgumentParser

/// `polder recover`
struct RecoverNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Get into an account again whose password or second factor is lost.",
    discussion: """
      Nobody needs to be logged in. The server sends a mail with a code, when it has a mail server; the code is good once, \
      for a short time.
      """,
    subcommands: [
      RecoverPassword.self, RecoverSetPassword.self, RecoverTwoFactor.self, RecoverSetTwoFactor.self,
    ])
}
