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
  /// What the server has, as it is stored: base64, an encrypted text, or the id of a blob; nil when there is nothing.
  public let stored: String?
  /// Whether that is the id of a blob.
  public let isInBlob: Bool

  private let content: Result<[UInt8]?, PolderError>

  init(run: Wire.Run, stored: Wire.Result?, content: Result<[UInt8]?, PolderError>) {
    self.run = run.id
    organization = run.organization?.id
    status = run.status
    log = run.log
    self.stored = stored?.result
    isInBlob = stored?.blobStorageUsed ?? false
    self.content = content
  }

  /// What the algorithm wrote; nil when there is none.
  /// - Throws: `PolderError` when what is stored can not be opened, for instance because it was encrypted for another key,
  ///   or was altered
  public var bytes: [UInt8]? { get throws(PolderError) { try content.get() } }

  /// The value; nil when there is none.
  /// - Throws: `PolderError` when what is stored can not be opened, or is not JSON
  public var value: JSONValue? {
    get throws(PolderError) {
      guard let bytes = try bytes else { return nil }
      do {
        return try JSONValue(parsing: bytes, limits: .init(bytes: Payloads.inMemory, allowsNonFinite: true))
      } catch {
        throw PolderError(
          "result-unreadable", "The result is not JSON.", object: "run \(run)",
          nextStep: "Look at `bytes`. A result that was altered on its way can look so.", cause: error)
      }
    }
  }

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
}
