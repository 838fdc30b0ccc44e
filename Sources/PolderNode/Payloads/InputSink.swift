import PolderCore
import PolderCrypto

/// Takes in an input as it is opened: in memory as long as it is small, then in a file that comes to its name only when all
/// of it is there and good.
struct InputSink {
  let limits: PayloadLimits
  /// Where what is large is put.
  let path: String
  /// What errors name.
  let object: String
  private var bytes: [UInt8] = []
  private var file: FileDraft?
  private var count = 0

  init(limits: PayloadLimits, path: String, object: String) {
    self.limits = limits
    self.path = path
    self.object = object
  }

  /// Takes the next bytes.
  mutating func take(_ piece: [UInt8]) throws(PolderError) {
    count += piece.count
    guard count <= limits.input else {
      throw PolderError(
        .nodeInputUnreadable, "The input is larger than the \(limits.input) bytes that this node takes.",
        object: object, nextStep: "Send less, or let the algorithm read it from a database of the node.")
    }
    if file == nil, count <= limits.inMemory {
      bytes += piece
      return
    }
    do throws(FileProblem) {
      let file: FileDraft
      if let begun = self.file { file = begun } else { file = try FileDraft(path) }
      try file.write(bytes)
      bytes = []
      try file.write(piece)
      self.file = file
    } catch {
      throw unwritable(error)
    }
  }

  /// Says that all is there and good.
  /// - Parameter terms: how the result has to be sealed
  /// - Returns: the input
  /// - Throws: `PolderError` when there is no room for it
  mutating func finish(_ terms: ReplyTerms?) throws(PolderError) -> OpenedInput {
    guard let file else { return OpenedInput(bytes: bytes, terms: terms) }
    do throws(FileProblem) { try file.finish(replacing: false) } catch { throw unwritable(error) }
    return OpenedInput(bytes: [], terms: terms, spool: SpooledInput(path: path))
  }

  private func unwritable(_ problem: FileProblem) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "The input can not be written: \(problem.reason).", object: path,
      nextStep: "Check the space and the rights of the node's `data_dir`.")
  }
}
