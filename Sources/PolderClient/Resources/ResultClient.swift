public import PolderCore
import PolderCrypto
public import PolderTransport

/// Results, as the session's user may see them.
public struct ResultClient: Sendable {
  let caller: OperationCaller
  let payloads: Payloads

  /// Runs, which the results belong to.
  var run: RunClient { RunClient(caller: caller, payloads: payloads) }

  /// The page of results that a query asks for as they are stored, the newest first; all of a task when only the task is
  /// named.
  public func list(_ query: ListResults.Query) async throws -> Page<Wire.Result> {
    try await caller.page(ListResults.self, query, \.page)
  }

  /// One result as it is stored.
  public func stored(_ id: RunID) async throws -> Wire.Result { try await caller.call(GetResult.self, path: id) }

  /// One result; its text is what the algorithm wrote, decrypted and fetched where it has to be.
  /// - Parameter id: the run
  /// - Returns: the result
  /// - Throws: `PolderError` when it can not be opened; `stored` gives it as it is
  public func get(_ id: RunID) async throws -> Wire.Result {
    let stored = try await stored(id)
    let opened = try await payloads.reader(of: stored.task?.id).read(
      stored.result, isInBlob: stored.blobStorageUsed, of: origin(of: id))
    return stored.saying(opened?.bytes)
  }

  /// All results of a task, one for each run in the order of their numbers. What can not be opened costs no other.
  public func fromTask(_ taskID: TaskID) async throws -> [TaskResult] {
    try await open(try await parts(of: taskID), of: taskID)
  }

  /// Writes what the algorithm gave back to a file that only its owner can read, whatever its size. There is no file
  /// before all of it came and, in an envelope, was verified.
  /// - Parameters:
  ///   - id: the run
  ///   - file: the file
  ///   - replacing: whether it may take the place of another
  ///   - progress: told how much of a large result came, after each piece
  /// - Throws: `PolderError` when there is no result, when it can not be opened or written; `RequestRefusal` when the
  ///   server refuses it
  public func download(
    of id: RunID, to file: String, replacing: Bool = false, progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws {
    let stored = try await stored(id)
    guard let text = stored.result, !text.isEmpty else {
      throw PolderError("result-missing", "There is no result.", object: "run \(id)", nextStep: "Look at the run.")
    }
    try await payloads.reader(of: stored.task?.id).write(
      text, isInBlob: stored.blobStorageUsed, of: origin(of: id), to: file,
      replacing: replacing, progress: progress)
  }

  private func origin(of id: RunID) -> PayloadOrigin {
    PayloadOrigin(kind: .result, run: id) { [caller] in
      try await caller.call(GetRun.self, path: id).organization?.id
    }
  }
}
