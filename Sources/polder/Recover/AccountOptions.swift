import ArgumentParser

/// Whose account is meant.
struct AccountOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The name to log in with.")
  var username: String?

  @Option(help: "The e-mail address of the account, in place of the name.")
  var email: String?

  func validate() throws {
    if (username == nil) == (email == nil) { throw ValidationError("Give --username or --email.") }
  }
}
