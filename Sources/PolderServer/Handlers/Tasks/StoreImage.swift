import PolderCore
import PolderSQL
import PolderTransport

/// The image of a task as an algorithm store knows it.
struct StoreImage: Sendable {
  /// The store as it was asked; its record may have changed since.
  let url: String
  /// The image, with its digest where the store has one.
  let image: String
  /// Whether the store vouches for a digest; without one the task is not tied to the store.
  let hasDigest: Bool

  /// The store of a new task, checked: it is there, and open to the collaboration.
  static func store(
    _ id: AlgorithmStoreID, for collaboration: CollaborationID, _ sql: Transaction
  ) throws -> StoreRecord {
    guard let record = try StoreRepository.find(id, sql) else {
      throw RequestRefusal(400, "Algorithm store id=\(id) not found!")
    }
    if let only = record.collaboration, only != collaboration {
      throw RequestRefusal(
        403, "The algorithm store is not part of the collaboration to which the task is posted.",
        code: "store-other-collaboration")
    }
    return record
  }

  /// Asks the store for the algorithm of an image.
  static func ask(_ store: StoreCaller, url: String, image: String) async throws -> StoreImage {
    let json: JSONValue?
    do {
      let answer = try await store.send(.get, "/algorithm", query: [("image", image)])
      guard answer.status == 200 else { throw StoreCaller.refusal(answer) }
      json = answer.json
    } catch let refusal as RequestRefusal {
      throw RequestRefusal(400, "Could not retrieve algorithm from store! \(refusal.message)", code: refusal.code)
    }
    guard let algorithm = json?["data"]?.array?.first, let known = algorithm["image"]?.string, !known.isEmpty
    else { throw notFound }
    guard let digest = algorithm["digest"]?.string, !digest.isEmpty else {
      return StoreImage(url: url, image: try bounded(known), hasDigest: false)
    }
    return StoreImage(url: url, image: try bounded("\(known)@\(digest)"), hasDigest: true)
  }

  static let serverMissing = RequestRefusal(
    400,
    "Server URL is not set in the configuration nor in the request arguments. Please provide it as 'server_url' in the "
      + "request.")

  private static let notFound = RequestRefusal(400, "Algorithm not found in store!", code: "store-algorithm-missing")

  private static func bounded(_ image: String) throws(RequestRefusal) -> String {
    let isPlain = image.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard image.utf8.count <= 2_048, isPlain else { throw notFound }
    return image
  }
}
