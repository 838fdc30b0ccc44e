import Logging
import PolderCore
import PolderHTTP
import PolderSQL

/// Sends a large input or result to whoever may read the run that it belongs to.
struct GetBlobHandler: Handler {
  typealias Op = GetBlob
  static let mode = TransactionMode.read

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: BlobID) {
    guard let id = call.path.id, let run = try BlobRepository.run(of: id, tx.sql) else {
      throw RequestRefusal(404, "No run found with input or result id=\(call.path.text)")
    }
    return (run.facts, id)
  }

  func perform(_ call: Call<Op>, _ loaded: BlobID, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard let store = context.largeData.store else { throw BlobFailure.notEnabled }
    let id = loaded
    return .streaming { [logger = context.logger] in
      let content: BlobContent?
      do {
        content = try await store.open(id)
      } catch let error as PolderError {
        logger.error("a large result can not be read", metadata: ["blob": "\(id)", "reason": "\(error)"])
        throw RequestRefusal(500, "Error streaming result!", code: "blob-store-failed")
      }
      guard let content else {
        logger.error("a large result is not in its store", metadata: ["blob": "\(id)"])
        throw RequestRefusal(500, "Error streaming result!", code: "blob-missing")
      }
      // The Python node's proxy hands a length on with a body that it decoded, and its algorithms wait for the rest.
      return ReplyStream(
        length: nil, disposition: "attachment; filename=result_\(id).bin", body: content.parts)
    }
  }
}
