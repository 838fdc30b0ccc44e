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

  /// The same as the command of a relay that leads to it from a socket: who reaches that may be in another network.
  /// - Parameters:
  ///   - shim: the path of `polder-shim`
  ///   - socket: the path of the socket
  ///   - address: where the helper itself listens
  /// - Returns: the command
  func behind(_ shim: String, socket: String, address: String) -> HelperCommand {
    HelperCommand(
      name: name, program: shim,
      arguments: ["relay", "--connections", "512", "--forward", socket, "--to", address, "--", program] + arguments,
      readyWord: readyWord)
  }
}
