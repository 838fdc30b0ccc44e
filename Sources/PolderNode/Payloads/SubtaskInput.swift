import PolderCore

/// One entry of a subtask's `organizations`.
struct SubtaskInput: Sendable {
  /// The entry as it came.
  let object: JSONObject
  /// Who is to get it.
  let organization: OrganizationID
  /// The input; nil when it was uploaded.
  let plaintext: [UInt8]?
  /// The upload that holds it; nil when it stands in the request.
  let blob: BlobID?

  /// Reads an entry.
  /// - Throws: `PolderError` `node-input-unreadable`
  init(_ entry: JSONValue) throws(PolderError) {
    guard let object = entry.object, let id = object["id"]?.integer else {
      throw PolderError(.nodeInputUnreadable, "An entry of `organizations` names no organization.")
    }
    self.object = object
    organization = OrganizationID(id)
    let text = object["input"]?.string ?? ""
    blob = BlobID(text)
    guard blob == nil else {
      plaintext = nil
      return
    }
    guard let bytes = Base64.decode(text, lenient: true) else {
      throw PolderError(
        .nodeInputUnreadable, "The input is not base64.", object: "organization \(id)",
        nextStep: "Send the input as base64 of its JSON text.")
    }
    plaintext = bytes
  }
}
