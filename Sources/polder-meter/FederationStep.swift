import ArgumentParser

/// What a researcher does.
enum FederationStep: String, ExpressibleByArgument, CaseIterable {
  /// Encrypts an input for the organizations of the collaboration and creates a task for them.
  case create
  /// Lists tasks, page by page.
  case list
  /// Reads the results of tasks, decrypted.
  case read
}
