import Foundation
import PolderCore

/// The folders of one run: what its algorithm sees, and what only the node and the supervisor see.
struct RunFolders: Sendable, Hashable {
  /// The task folder: `input`, `output`, `token`.
  let task: String
  /// What is kept out of the algorithm's reach.
  let keep: String
  /// The name of the task folder.
  let name: String

  var input: String { task + "/input" }
  var output: String { task + "/output" }
  var token: String { task + "/token" }
  /// The name of the file that describes the run, where one is asked for.
  static let contextName = "run_context.json"
  var context: String { task + "/" + Self.contextName }
  var declaration: String { output + DisclosureDeclaration.fileSuffix }

  /// The input as it came, for a second start.
  var keptInput: String { keep + "/input" }
  static let spooledSuffix = ".input"
  /// A new file for an opened input that waits for the run to begin. Each has its own: another run of this number, of a task
  /// made anew, must not find its input exchanged.
  func newSpool() -> String { "\(keep).\(RandomDigits.make(16))\(Self.spooledSuffix)" }
  /// The supervisor's records.
  var supervisor: String { keep + "/supervisor" }
  /// The proxy's socket.
  var proxy: String { keep + "/proxy" }

  /// Makes everything anew; what an older run of the same number left is removed.
  /// - Parameters:
  ///   - opened: the input; where it waited in a file, that is taken over
  ///   - text: the algorithm's token
  /// - Throws: when there is no room, or no right to it
  func make(input opened: OpenedInput, token text: String) throws {
    // What can not be removed is in the way of what is made now, and told there.
    for path in [task, keep] { try? FileManager.default.removeItem(atPath: path) }
    for path in [task, keep, supervisor, proxy] { try NodeFolders.makeFolder(path) }
    if let spool = opened.spool {
      try FileManager.default.moveItem(atPath: spool.path, toPath: keptInput)
      try FileManager.default.copyItem(atPath: keptInput, toPath: input)
    } else {
      // Whole or not there: a second start takes nothing else for the input.
      try DurableFile.replace(keptInput, with: opened.bytes)
      try RunFile.write(opened.bytes, to: input)
    }
    try RunFile.write([], to: output)
    try RunFile.write(Array(text.utf8), to: token)
  }

  /// Lets the input that was kept wait for another start.
  func spoolKeptInput() throws -> SpooledInput {
    let spool = SpooledInput(path: newSpool())
    try FileManager.default.moveItem(atPath: keptInput, toPath: spool.path)
    return spool
  }

  /// Removes everything; what can not be removed is removed before the number is used again, or reported then.
  func remove() {
    for path in [task, keep] { try? FileManager.default.removeItem(atPath: path) }
  }
}
