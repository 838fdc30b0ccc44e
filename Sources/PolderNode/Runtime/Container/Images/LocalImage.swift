import PolderCore

/// An image of the engine (`GET /images/NAME/json`).
struct LocalImage: Sendable, Hashable {
  /// The engine's number of it, which names these very bytes.
  let id: String
  /// The digests by which registries know it, `name@sha256:…`.
  let repositoryDigests: [String]
  /// The user that it wants to run as; empty for root.
  let user: String
  /// Whether it says where its user is at home.
  let hasHome: Bool
  /// The ports at which its algorithm listens.
  let ports: [ImagePort]

  init?(_ answer: JSONValue) {
    guard let id = answer["Id"]?.string else { return nil }
    let full = id.hasPrefix("sha256:") ? id : "sha256:" + id
    guard ImageName.isDigest(full) else { return nil }
    self.id = full
    repositoryDigests = (answer["RepoDigests"]?.array ?? []).prefix(100).compactMap(\.string)
    user = String((answer["Config"]?["User"]?.string ?? "").prefix(200))
    ports = ImagePort.all(answer["Config"])
    hasHome = (answer["Config"]?["Env"]?.array ?? []).contains { $0.string?.hasPrefix("HOME=") == true }
  }

  /// The digest by which the registry of a name knows it.
  func digest(for name: ImageName) -> String? {
    let own = repositoryDigests.filter { name.owns($0) }.compactMap { ImageName($0)?.digest }
    // An image may have come by several digests, those of the index and of the manifest; a given one counts first.
    if let digest = name.digest, own.contains(digest) { return digest }
    return own.first
  }

  /// Whether the registry of a name knows it by a digest.
  func has(_ digest: String, of name: ImageName) -> Bool {
    repositoryDigests.contains { name.owns($0) && ImageName($0)?.digest == digest }
  }
}
