import PolderCore

/// The inputs of a task's organizations as a request carries them.
enum TaskInputs {
  /// The organizations that are to run it, none twice.
  static func organizations(_ inputs: [Wire.TaskInput]) throws(RequestRefusal) -> [OrganizationID] {
    let ids = inputs.compactMap(\.id)
    guard Set(ids).count == ids.count else {
      throw RequestRefusal(400, "Name each organization once: a task has one run per organization.")
    }
    return ids
  }

  /// The inputs, once it is checked that they are encrypted exactly when the collaboration is.
  static func checked(
    _ inputs: [Wire.TaskInput], isEncrypted: Bool
  ) throws(RequestRefusal) -> [(organization: OrganizationID, input: String)] {
    var checked: [(organization: OrganizationID, input: String)] = []
    for input in inputs {
      guard let organization = input.id else { continue }
      // The separators of the encrypted form are no base64, and skipped as the incumbent does.
      guard let text = input.input, let bytes = Base64.decode(text, lenient: true) else {
        throw RequestRefusal(
          400, "The input for organization id=\(organization) is missing or not base64. \(unreadable)",
          code: "input-unreadable")
      }
      let isReadable = String(validating: bytes, as: UTF8.self) != nil
      if isEncrypted, isReadable {
        throw RequestRefusal(
          400,
          "Your collaboration requires encryption, but input is not encrypted! Please encrypt your input before "
            + "sending it.", code: "input-not-encrypted")
      }
      if !isEncrypted, !isReadable { throw RequestRefusal(400, unreadable, code: "input-unreadable") }
      checked.append((organization, text))
    }
    return checked
  }

  private static let unreadable =
    "Your task's input cannot be parsed. Your input should be a base64 encoded JSON string. Note that if you are using "
    + "the user interface or Python client, this should be done for you. Also, make sure not to encrypt your input, as "
    + "your collaboration is set to not use encryption."
}
