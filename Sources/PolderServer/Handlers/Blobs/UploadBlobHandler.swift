import Logging
import PolderCore
import PolderHTTP
import PolderSQL

/// Takes in a large input or result: judged first, then kept as it comes, then written down, judged again.
struct UploadBlobHandler: Handler {
  typealias Op = UploadBlob
  static let mode = TransactionMode.write
  // A stream can not be compared with the one before.
  static let keepsReply = false

  let context: ServerContext

  /// What was kept.
  struct Kept: Sendable {
    let id: BlobID
    let size: Int64
  }

  func prepare(_ call: Call<Op>) async throws -> Kept {
    guard let store = context.largeData.store else { throw BlobFailure.notEnabled }
    let (principal, _) = try await context.judgeAhead(call) { call, sql in (try facts(call, sql), ()) }
    guard let bytes = call.request.stream, let id = BlobID(RandomUUID.make()) else { throw Self.failed }
    let limit = context.largeData.blobLimit
    if let announced = bytes.announcedLength, Int64(announced) > limit { throw BlobFailure.tooLarge(limit) }
    // The row comes first: what a server had begun that is killed meanwhile is found by it, and removed after a day.
    let owner = BlobOwner.name(of: principal)
    try await context.database.write { try BlobRepository.insert(id, owner: owner, now: call.now, $0) }
    do {
      return Kept(id: id, size: try await store.keep(id, bytes, limit: limit))
    } catch {
      try await context.database.write { try BlobRepository.remove([id], $0) }
      guard let failure = error as? PolderError else { throw error }
      context.logger.error("an upload could not be kept", metadata: ["reason": "\(failure)"])
      throw Self.failed
    }
  }

  func gather(_ call: Call<Op>, _ kept: Kept, _ tx: Unit) throws -> (facts: Facts, loaded: Kept) {
    (try facts(call, tx.sql), kept)
  }

  func perform(_ call: Call<Op>, _ loaded: Kept, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard try BlobRepository.finish(loaded.id, size: loaded.size, now: tx.now, tx.sql) else { throw Self.tooSlow }
    return Outcome(Wire.NewBlob(uuid: loaded.id.description))
  }

  private func facts(_ call: Call<Op>, _ sql: Transaction) throws -> Facts {
    if let claims = call.principal?.container {
      guard try RunRepository.hasOpenRun(of: claims.taskID, at: claims.organizationID, sql) else {
        throw RequestRefusal(403, "Cannot upload blob for a sub-task of a completed task.", code: "run-finished")
      }
    }
    return Facts()
  }

  private static let tooSlow = RequestRefusal(
    408, "The upload took more than a day and was given up. Send it over a faster connection.", code: "upload-too-slow")
  private static let failed = RequestRefusal(500, "Error uploading result!", code: "blob-store-failed")
}
