import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// Which algorithm store a verb is about.
struct StoreOptions: ParsableArguments {
  @Option(help: "The algorithm store; the only one that there is where none is named.")
  var store: AlgorithmStoreID?

  /// Chooses the store for the session.
  /// - Throws: `PolderError` `prompt-which-store` when none is named and there is not exactly one
  @discardableResult
  func choose(_ session: PromptSession) async throws -> Wire.AlgorithmStore {
    if let store { return try await session.client.store.set(store) }
    let stores = try await session.client.store.list(perPage: 2).data
    guard let only = stores.first, stores.count == 1 else {
      throw PolderError(
        "prompt-which-store", stores.isEmpty ? "The server knows no algorithm store." : "There are several stores.",
        nextStep: stores.isEmpty
          ? "Link one: `polder store create --url ADDRESS --name NAME`."
          : "Give --store; `polder store list` shows them.")
    }
    return try await session.client.store.set(only.id)
  }
}
