import PolderCore
import PolderService
import PolderSQL

/// What is known of a blob: who uploaded it, and the task that holds it.
struct BlobRecord: Sendable {
  let id: BlobID
  /// The caller's name, as the log has it.
  let owner: String
  let task: TaskID?
}
