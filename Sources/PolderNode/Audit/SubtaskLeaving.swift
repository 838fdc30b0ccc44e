import PolderCore
import PolderService

/// What leaves the node when an algorithm makes a task of its own.
struct SubtaskLeaving: Sendable, Hashable {
  let image: String
  /// Who gets the input.
  let organizations: [OrganizationID]
  /// The bytes of the inputs as the algorithm made them.
  let bytes: Int
  /// The SHA-256 of the inputs, one after the other.
  let hash: String

  /// - Parameters:
  ///   - image: the image of the subtask
  ///   - inputs: who gets which bytes
  init(image: String, inputs: [(organization: OrganizationID, bytes: [UInt8])]) {
    self.image = image
    organizations = inputs.map(\.organization)
    var total = AuditHash()
    for input in inputs { total.update(input.bytes) }
    bytes = total.count
    hash = total.text
  }

  /// What the entry says beyond the run.
  var details: [String: String] {
    [
      "subtask_image": AuditRecord.cut(image, 512), "bytes": "\(bytes)", "sha256": hash,
      "recipients": AuditRecord.cut(organizations.map { "organization:\($0)" }.joined(separator: ","), 1_024),
    ]
  }
}
