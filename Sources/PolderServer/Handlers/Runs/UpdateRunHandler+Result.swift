import PolderCore
import PolderHTTP
import PolderSQL

extension UpdateRunHandler {
  /// Checks a result: a text that a row can hold, or the id of an upload of this node, which then belongs to the run's
  /// task. Otherwise a node could name, and so make readable, what others uploaded (deviation 36).
  func takeResult(_ result: String?, of run: RunRecord, _ tx: Unit, _ principal: Principal) throws {
    guard let result else { return }
    try context.largeData.check(result, "The result of run id=\(run.id)")
    guard context.largeData.store != nil, let id = BlobID(result), let task = run.task else { return }
    guard let blob = try BlobRepository.find(id, tx.sql), BlobOwner.isOwn(blob.owner, principal),
      blob.task == nil || blob.task == task
    else {
      throw RequestRefusal(
        400,
        "The result of run id=\(run.id) names an upload that is not this node's, or that another task holds already. "
          + "Upload the result first.", code: "result-not-uploaded")
    }
    if let replaced = try BlobRepository.result(of: run.id, tx.sql), replaced != id {
      try FreedBlobs.add([replaced.description], now: tx.now, tx.sql)
    }
    try BlobRepository.take(id, for: task, tx.sql)
  }
}
