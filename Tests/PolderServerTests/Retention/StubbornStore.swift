import PolderCore
import PolderHTTP
import Synchronization

@testable import PolderServer

/// A store around another that does not remove blobs whose ids begin with some digits, until it relents.
final class StubbornStore: BlobStore {
  struct Stuck: Error {}

  static let prefix = "00000000"

  private let base = Mutex<(any BlobStore)?>(nil)
  private let isStubborn = Mutex(true)

  func wrap(_ store: (any BlobStore)?) { base.withLock { $0 = store } }

  func relent() { isStubborn.withLock { $0 = false } }

  func keep(_ id: BlobID, _ bytes: BodyStream, limit: Int64) async throws -> Int64 {
    try await inner.keep(id, bytes, limit: limit)
  }

  func open(_ id: BlobID) async throws -> BlobContent? { try await inner.open(id) }

  func remove(_ id: BlobID) async throws {
    if isStubborn.withLock({ $0 }), id.description.hasPrefix(Self.prefix) { throw Stuck() }
    try await inner.remove(id)
  }

  func check() async throws { try await inner.check() }

  private var inner: any BlobStore {
    get throws {
      guard let store = base.withLock({ $0 }) else { throw Stuck() }
      return store
    }
  }
}
