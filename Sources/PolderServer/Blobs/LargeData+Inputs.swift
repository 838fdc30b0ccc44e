import PolderCore
import PolderSQL

extension LargeData {
  /// Whether inputs are named by the ids of blobs.
  var areBlobs: Bool { store != nil }

  /// The inputs of a new task, checked: blobs of the caller where there is a store for them, else texts that a row can
  /// hold.
  func inputs(
    _ inputs: [Wire.TaskInput], isEncrypted: Bool, by principal: Principal, _ sql: Transaction
  ) throws -> [(organization: OrganizationID, input: String)] {
    if areBlobs { return try BlobInputs.checked(inputs, by: principal, sql) }
    for input in inputs {
      try check(input.input ?? "", "The input for organization id=\(input.id.map(\.description) ?? "")")
    }
    return try TaskInputs.checked(inputs, isEncrypted: isEncrypted)
  }
}
