/// Why a request is refused: the status and the body that goes back.
public struct RequestRefusal: Error, Sendable, Hashable {
  /// The HTTP status.
  public let status: Int
  /// The text under `msg`.
  public let message: String
  /// Texts by field under `errors`, when fields of the body were wrong.
  public let fields: JSONObject?
  /// Whether those texts stand under `msg` itself, as operations on roles have it.
  public let fieldsAreMessage: Bool
  /// The stable name of the refusal, sent in the header `polder-error`.
  public let code: PolderError.Code

  /// A refusal with a text.
  public init(
    _ status: Int, _ message: String, fields: JSONObject? = nil, fieldsAreMessage: Bool = false,
    code: PolderError.Code? = nil
  ) {
    self.status = status
    self.message = message
    self.fields = fields
    self.fieldsAreMessage = fieldsAreMessage
    self.code = code ?? PolderError.Code(rawValue: "http-\(status)")
  }

  /// The body: `{"msg": …}` and, when fields were wrong, `errors`.
  public var body: JSONValue {
    var body = JSONObject()
    if fieldsAreMessage, let fields {
      body["msg"] = .object(fields)
      return .object(body)
    }
    body["msg"] = .string(message)
    if let fields { body["errors"] = .object(fields) }
    return .object(body)
  }
}
