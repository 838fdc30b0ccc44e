import ArgumentParser
import CMalloc
import PolderClient
import PolderPrompt

/// A verb that talks to a server as the user of a profile.
///
/// ```swift
/// struct RoleShow: ClientCommand {
///   static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a role.")
///   @Argument(help: "The role's id.") var id: RoleID
///   @OptionGroup var client: ClientOptions
///
///   func run(_ session: PromptSession) async throws {
///     try session.print(try await session.client.role.get(id), columns: RoleColumns.whole)
///   }
/// }
/// ```
protocol ClientCommand: AsyncParsableCommand, Sendable {
  /// The options of every such verb.
  var client: ClientOptions { get }
  /// Does the work of the verb.
  func run(_ session: PromptSession) async throws
}

extension ClientCommand {
  func run() async throws {
    let command = self
    // What is encrypted piece by piece asks for the same memory again and again.
    _ = polder_free_bytes_kept(16 << 20)
    try await Interruption.cancels {
      let session = try await PromptPlace().session(command.client)
      do {
        try await command.run(session)
      } catch {
        await session.client.shutdown()
        throw error
      }
      await session.client.shutdown()
    }
  }
}
