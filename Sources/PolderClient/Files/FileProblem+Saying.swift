import PolderCore
import PolderCrypto

extension FileProblem {
  /// The same in words, for the client's files.
  func said(_ what: String, _ path: String) -> PolderError {
    PolderError(
      "client-file", "\(what): \(reason).", object: path,
      nextStep: "Check the path, the rights on it, and the room on its disk.")
  }
}
