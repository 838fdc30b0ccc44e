import PolderCore
import PolderCrypto

/// Opens what is stored, by what was set up and is known of the task when it begins.
struct PayloadReader: Sendable {
  let blobs: BlobStore
  let setup: EncryptionSetup?
  /// The task, as it was asked for or as the server says; nil when nothing tells it.
  let task: TaskID?
  /// How the task was sent; nil when that was not from here.
  let sent: SentTask?
  /// The pins that are known without asking.
  let pins: KeyPins
}

extension Payloads {
  /// What opens the inputs and results of a task.
  func reader(of task: TaskID?) throws(PolderError) -> PayloadReader {
    let setup = defaults.encryption
    var sent: SentTask?
    if let setup, let task { sent = try setup.sent[task] }
    return PayloadReader(
      blobs: blobs, setup: setup, task: task, sent: sent, pins: try setup?.pins.pins ?? KeyPins())
  }
}
