import PolderCore
import PolderCrypto
import PolderTransport

/// Inputs and results on their way between here and the server: sealed and opened as it was set up, in blobs where the
/// server keeps them so.
struct Payloads: Sendable {
  /// The most bytes that come to stand in memory at once.
  static let inMemory = 64 << 20

  let caller: OperationCaller
  let defaults: SessionDefaults
  let blobs: BlobStore
}
