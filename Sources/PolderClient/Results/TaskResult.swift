public import PolderCore

/// What one organization gave back.
public struct TaskResult: Sendable {
  /// The run.
  public let run: RunID
  /// The organization.
  public let organization: OrganizationID?
  /// How the run ended.
  public let status: String
  /// What the algorithm printed, where the node shares it.
  public let log: String?
  /// The value; nil when there is none.
  public let value: JSONValue?

  /// Reads the stored text of a result.
  init(run: Wire.Run, stored: String?) throws {
    self.run = run.id
    organization = run.organization?.id
    status = run.status
    log = run.log
    guard let stored, !stored.isEmpty else {
      value = nil
      return
    }
    guard !stored.contains("$") else {
      throw PolderError(
        "result-encrypted", "The result is encrypted, which this version can not read yet.", object: "run \(run.id)",
        nextStep: "Read it with the Python client and the organization's private key.")
    }
    guard let bytes = Base64.decode(stored, lenient: true) else {
      throw PolderError("result-unreadable", "The result is not base64.", object: "run \(run.id)")
    }
    do {
      value = try JSONValue(parsing: bytes, limits: .init(allowsNonFinite: true))
    } catch {
      throw PolderError("result-unreadable", "The result is not JSON.", object: "run \(run.id)", cause: error)
    }
  }

  /// The value as a type of one's own.
  public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    guard let value else {
      throw PolderError(
        "result-missing", "The run ended as '\(status)' without a result.", object: "run \(run)",
        nextStep: "Read its log.")
    }
    return try JSONValueDecoder.decode(type, from: value)
  }
}
