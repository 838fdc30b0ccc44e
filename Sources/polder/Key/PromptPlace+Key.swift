import PolderCore
import PolderPrompt

extension PromptPlace {
  /// The file of the profile's private key.
  func keyFile(_ options: ClientOptions) throws -> String {
    let book = try folder.book()
    let name = try profileName(nil, options, in: book)
    if let file = try book.profile(name).privateKey { return file }
    throw PolderError(
      "profile-no-key", "The profile has no private key.", object: name,
      nextStep: "Name a file, or run `polder profile set --key FILE`.")
  }
}
