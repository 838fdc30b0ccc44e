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
  /// An input that is too large for memory, opened and waiting for the run to begin.
  var spooledInput: String { keep + ".input" }
  /// The supervisor's records.
  var supervisor: String { keep + "/supervisor" }
  /// The proxy's socket.
  var proxy: String { keep + "/proxy" }

  /// Makes everything anew; what an older run of the same number left is removed.
  /// - Parameters:
  ///   - bytes: the input; nil takes the one that was spooled
  ///   - text: the algorithm's token
  /// - Throws: when there is no room, or no right to it
  func make(input bytes: [UInt8]?, token text: String) throws {
    // What can not be removed is in the way of what is made now, and told there.
    for path in [task, keep] { try? FileManager.default.removeItem(atPath: path) }
    for path in [task, keep, supervisor, proxy] { try NodeFolders.makeFolder(path) }
    if let bytes {
      try RunFile.write(bytes, to: keptInput)
      try RunFile.write(bytes, to: input)
    } else {
      try FileManager.default.moveItem(atPath: spooledInput, toPath: keptInput)
      try FileManager.default.copyItem(atPath: keptInput, toPath: input)
    }
    try RunFile.write([], to: output)
    try RunFile.write(Array(text.utf8), to: token)
  }

  /// Lets the input that was kept wait for another start.
  func spoolKeptInput() throws {
    // As a rule there is none.
    try? FileManager.default.removeItem(atPath: spooledInput)
    try FileManager.default.moveItem(atPath: keptInput, toPath: spooledInput)
  }

  /// Removes everything; what can not be removed is removed before the number is used again, or reported then.
  func remove() {
    for path in [task, keep, spooledInput] { try? FileManager.default.removeItem(atPath: path) }
  }
}
