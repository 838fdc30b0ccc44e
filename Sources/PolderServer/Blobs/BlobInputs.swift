import PolderCore
import PolderSQL

/// The inputs of a task that are named by the ids of blobs (deviation 36).
enum BlobInputs {
  /// The inputs, once it is checked that the caller uploaded each of them and no other task holds it.
  static func checked(
    _ inputs: [Wire.TaskInput], by principal: Principal, _ sql: Transaction
  ) throws -> [(organization: OrganizationID, input: String)] {
    var checked: [(organization: OrganizationID, input: String)] = []
    for input in inputs {
      guard let organization = input.id else { continue }
      guard let text = input.input, !text.isEmpty else { throw refusal(missing) }
      guard let id = BlobID(text) else { throw refusal(unreadable) }
      guard let blob = try BlobRepository.find(id, sql), BlobOwner.isOwn(blob.owner, principal), blob.task == nil else {
        throw RequestRefusal(
          400,
          "The input for organization id=\(organization) names an upload that is not yours, or that another task "
            + "holds already. Upload the input first, and name it in one task only.", code: "input-not-uploaded")
      }
      checked.append((organization, id.description))
    }
    return checked
  }

  /// Ties the blobs to the task.
  static func take(_ inputs: [String], for task: TaskID, _ sql: Transaction) throws {
    for id in Set(inputs).compactMap({ BlobID($0) }) { try BlobRepository.take(id, for: task, sql) }
  }

  private static func refusal(_ text: String) -> RequestRefusal { RequestRefusal(400, text, code: "input-unreadable") }

  private static let unreadable =
    "Your task's input cannot be parsed. Note that if you are using the user interface or Python client, this should be "
    + "done for you."
  private static let missing =
    "Your task's input cannot be parsed. Your input should be a UUID as a large result store has been configured. Note "
    + "that if you are using the user interface or Python client, this should be done for you."
}
