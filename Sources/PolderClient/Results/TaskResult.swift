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

  private let content: Result<JSONValue?, PolderError>

  init(run: Wire.Run, stored: Wire.Result?) {
    self.run = run.id
    organization = run.organization?.id
    status = run.status
    log = run.log
    content = Self.read(stored, object: "run \(run.id)")
  }

  /// The value; nil when there is none.
  /// - Throws: `PolderError` when what is stored can not be read
  public var value: JSONValue? { get throws(PolderError) { try content.get() } }

  /// The value as a type of one's own.
  /// - Throws: `PolderError` when there is none, or one that can not be read or is of another shape
  public func decode<Value: Decodable>(_ type: Value.Type) throws(PolderError) -> Value {
    guard let value = try value else {
      throw PolderError(
        "result-missing", "The run ended as '\(status)' without a result.", object: "run \(run)",
        nextStep: "Read its log.")
    }
    do {
      return try JSONValueDecoder.decode(type, from: value)
    } catch {
      throw PolderError(
        "result-other-shape", "The result does not have the shape of \(type).", object: "run \(run)",
        nextStep: "Look at `value`.", cause: error)
    }
  }

  private static func read(_ stored: Wire.Result?, object: String) -> Result<JSONValue?, PolderError> {
    guard let stored, let text = stored.result, !text.isEmpty else { return .success(nil) }
    if stored.blobStorageUsed {
      return .failure(
        PolderError(
          "result-in-blob", "The result lies in a blob, which this version can not fetch yet.", object: object,
          nextStep: "Read it with the Python client."))
    }
    // Three parts joined by `$`: key, initialization vector, data.
    if text.contains("$") {
      return .failure(
        PolderError(
          "result-encrypted", "The result is encrypted, which this version can not read yet.", object: object,
          nextStep: "Read it with the Python client and the organization's private key."))
    }
    guard let bytes = Base64.decode(text, lenient: true) else {
      return .failure(PolderError("result-unreadable", "The result is not base64.", object: object))
    }
    do {
      return .success(try JSONValue(parsing: bytes, limits: .init(allowsNonFinite: true)))
    } catch {
      return .failure(PolderError("result-unreadable", "The result is not JSON.", object: object, cause: error))
    }
  }
}
