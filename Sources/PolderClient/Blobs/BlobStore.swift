import PolderCore
import PolderCrypto
import PolderTransport

/// The large inputs and results that a server keeps beside its database.
struct BlobStore: Sendable {
  let caller: OperationCaller
  let raw: RawRequest

  /// Whether the server keeps them there; one that refuses to say has no such store.
  func isEnabled() async throws -> Bool {
    let request = "GET /blobstream/status"
    let answer = try await raw.answer(to: HTTPCall(.get, "/blobstream/status"), isRenewing: true)
    if (300..<400).contains(answer.status), let error = answer.foreign(to: request) { throw error }
    guard answer.isSuccess else { return false }
    return try RawRequest.read(answer, to: request)["blob_store_enabled"]?.bool ?? false
  }

  /// Keeps bytes, and gives the id to name them by.
  /// - Throws: `RequestRefusal` when the server refuses them, `PolderError` when there is no usable answer
  func upload(_ pieces: SealedPieces) async throws -> BlobID {
    let reply = try await caller.upload(UploadBlob.self) { pieces }
    guard let id = BlobID(reply.uuid) else {
      throw PolderError(.transportUnusableAnswer, "The answer names no blob.", object: "POST /blobstream")
    }
    return id
  }

  /// Reads a blob.
  /// - Throws: `RequestRefusal` when the server refuses it, `PolderError` when there is no usable answer, and what `read`
  ///   throws
  func download<Value: Sendable>(
    _ id: BlobID, _ read: @escaping @Sendable (HTTPAnswerBody, _ length: Int?) async throws -> Value
  ) async throws -> Value {
    try await caller.download(GetBlob.self, path: BlobPath(id)) { head, body in
      try await read(body, head.contentLength)
    }
  }
}
