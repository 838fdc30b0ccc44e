import Foundation
import PolderCore
import PolderCrypto
import PolderService

extension SubtaskPayloads {
  /// The largest request that is kept in the journal itself, in bytes.
  private static let smallRequest = 64 << 10
  /// The longest key that servers take, in bytes.
  private static let longestKey = 255

  /// A request for a subtask as it goes to the server. One that its algorithm makes again, with the same key, is sent as it
  /// was the first time, also by a later process of the node: the server would take another seal for another request.
  /// - Parameters:
  ///   - body: the body as the algorithm made it, with inputs in base64 or the ids of its uploads
  ///   - key: the request's `Idempotency-Key`; without one it is sealed anew each time
  /// - Returns: the sealed request, written down already
  /// - Throws: `PolderError` when an input can not be sealed for its organization: nothing was sent then
  func request(_ body: JSONObject, key: String?) async throws -> SealedRequest {
    let plain = JSONValue.object(body).bytes
    let entries = try await entries(of: body)
    guard let keys else { return SealedRequest(body: plain, sent: nil) }
    guard let key, key.utf8.count <= Self.longestKey else { return try await sealed(body, entries, keys) }
    let mark = Self.mark(key, plain)
    let kept = try await payloads.journal.request(mark, of: self.key)
    if let kept, let body = try bytes(of: kept) { return SealedRequest(body: body, sent: kept.sent) }
    return try await keep(try await sealed(body, entries, keys), as: mark, inPlaceOf: kept)
  }

  /// Tells requests apart by their keys, and a key that is used for another request.
  private static func mark(_ key: String, _ plain: [UInt8]) -> String {
    var hash = AuditHash()
    hash.update(Array(key.utf8) + [0])
    hash.update(plain)
    return hash.text
  }

  private func keep(
    _ request: SealedRequest, as mark: String, inPlaceOf lost: KeptRequest?
  ) async throws -> SealedRequest {
    guard let sent = request.sent else { return request }
    let isSmall = request.body.count <= Self.smallRequest
    let file = isSmall ? nil : "request-\(RandomDigits.make(16))"
    if let file { try write(request.body, to: path(file)) }
    let kept = KeptRequest(body: isSmall ? request.body : nil, file: file, size: request.body.count, sent: sent)
    let (first, gone): (KeptRequest, [String])
    do {
      (first, gone) = try await payloads.journal.keep(kept, as: mark, of: key, inPlaceOf: lost, now: payloads.now())
    } catch {
      // Nobody knows of it; it goes with the folder of the run at the latest.
      if let file { try? FileManager.default.removeItem(atPath: path(file)) }
      throw error
    }
    // What can not be removed goes with the folder of the run.
    for name in gone { try? FileManager.default.removeItem(atPath: path(name)) }
    guard first != kept else { return request }
    // The same request came twice at the same time.
    guard let body = try bytes(of: first) else { throw Self.unwritable("it is gone again", path(mark)) }
    return SealedRequest(body: body, sent: first.sent)
  }

  /// The bytes of a request that was kept; nil when its file went with the folder of an earlier start of the run.
  private func bytes(of kept: KeptRequest) throws -> [UInt8]? {
    if let body = kept.body { return body }
    guard let file = kept.file, let body = try RunFile.read(path(file), limit: kept.size), body.count == kept.size
    else { return nil }
    return body
  }

  private func path(_ file: String) -> String { "\(spool)/\(file)" }

  private func write(_ bytes: [UInt8], to path: String) throws(PolderError) {
    do throws(FileProblem) {
      let draft = try FileDraft(path)
      try draft.write(bytes)
      try draft.finish(replacing: false)
    } catch {
      throw Self.unwritable(error.reason, path)
    }
  }

  private static func unwritable(_ reason: String, _ path: String) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "The request can not be kept: \(reason).", object: path,
      nextStep: "The node's steward checks the space and the rights of `data_dir`.")
  }
}
