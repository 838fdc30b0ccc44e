import Crypto
import Foundation
public import PolderCore

/// What a decision of the steward is about: exactly this run of this server, with this image and this input. Nothing
/// else may slip in under it.
public struct HoldBinding: Sendable, Hashable, Codable {
  /// The address of the server's API.
  public let server: String
  /// The run.
  public let run: RunID
  /// When its task was made.
  public let taskCreatedAt: Timestamp?
  /// The name of the image.
  public let image: String
  /// The digest of the image; nil for an image that has none.
  public let digest: String?
  /// What the runtime would start.
  public let reference: String
  /// The hash of the input as the algorithm would get it.
  public let inputSHA256: String
  /// The databases that it asks for, each with its parameters, a query for instance.
  public let databases: [String]
  /// Who asked.
  public let user: UserID?
  /// For which organization.
  public let organization: OrganizationID?

  init(_ key: RunKey, _ image: ResolvedImage, input: [UInt8], of assignment: RunAssignment) {
    self.init(key, image, hash: Self.text(SHA256.hash(data: input)), of: assignment)
  }

  init(_ key: RunKey, _ image: ResolvedImage, hash: String, of assignment: RunAssignment) {
    databases = assignment.databases.map { database in
      let parameters = database.parameters ?? ""
      return (database.label ?? "") + (parameters.isEmpty || parameters == "{}" ? "" : " " + parameters)
    }
    user = assignment.user
    organization = assignment.initiator
    server = key.server
    run = key.run
    taskCreatedAt = key.taskCreatedAt
    self.image = image.name
    digest = image.digest
    reference = image.reference
    inputSHA256 = hash
  }

  /// The hash of a file, piece by piece.
  static func hash(path: String) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { file.closeFile() }
    var hash = SHA256()
    while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    return text(hash.finalize())
  }

  private static func text(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
