import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store policies`
struct StorePolicies: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies", abstract: "Show the rules by which a store is run.")

  @OptionGroup var which: StoreOptions
  @Flag(help: "Only those that everybody may know.") var onlyPublic = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let policies =
      onlyPublic
      ? try JSONValueEncoder.value(of: try await session.client.store.policy.getPublic())
      : try JSONValueEncoder.value(of: try await session.client.store.policy.get())
    session.printer.object(policies.object ?? [:])
  }
}
