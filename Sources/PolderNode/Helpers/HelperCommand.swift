/// How a helper is started.
struct HelperCommand: Sendable, Hashable {
  /// What it is called in logs.
  let name: String
  /// The program, looked for on the machine's usual paths.
  let program: String
  /// Its arguments.
  let arguments: [String]
  /// What a line of its output begins with once it serves.
  let readyWord: String
  /// An argument that no other process of the machine has: by it a helper is found that a former node left.
  let mark: String
}
