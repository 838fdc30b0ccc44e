import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// The options of verbs that need a server and no session.
struct RecoverOptions: ParsableArguments {
  @OptionGroup var client: ClientOptions

  /// Works with a client that nobody has logged in with, at the server of the options or of the profile in use.
  func with(_ work: @Sendable @escaping (UserClient, Printer) async throws -> Void) async throws {
    let options = client
    try await Interruption.cancels {
      let place = try PromptPlace()
      let printer = options.printer(place.terminal)
      let client = try PromptClient.make(
        for: try Self.profile(options, place), environment: place.environment, timeout: options.choice.timeout)
      do {
        try await work(client, printer)
      } catch {
        await client.shutdown()
        throw error
      }
      await client.shutdown()
    }
  }

  private static func profile(_ options: ClientOptions, _ place: PromptPlace) throws -> Profile {
    if let address = options.server ?? place.environment.server {
      return Profile(address: ServerLocation(text: address)).with(options.choice)
    }
    let book = try place.folder.book()
    guard let name = book.name(for: options.profile ?? place.environment.profile, at: nil) else {
      throw PolderError(
        "profile-none", "No server is named.", nextStep: "Give --server ADDRESS: `polder recover … --server`.")
    }
    return try book.profile(name).with(options.choice)
  }
}
