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
  var declaration: String { output + DisclosureDeclaration.fileSuffix }

  /// The input as it came, for a second start.
  var keptInput: String { keep + "/input" }
  /// The supervisor's records.
  var supervisor: String { keep + "/supervisor" }
  /// The proxy's socket.
  var proxy: String { keep + "/proxy" }

  /// Makes everything anew; what an older run of the same number left is removed.
  func make(input bytes: [UInt8], token text: String) throws {
    remove()
    for path in [task, keep, supervisor, proxy] { try NodeFolders.makeFolder(path) }
    try RunFile.write(bytes, to: keptInput)
    try RunFile.write(bytes, to: input)
    try RunFile.write([], to: output)
    try RunFile.write(Array(text.utf8), to: token)
  }

  /// Removes everything; what can not be removed is removed before the number is used again, or reported then.
  func remove() {
    for path in [task, keep] { try? FileManager.default.removeItem(atPath: path) }
  }
}
