/// The JSON object of a request, declared once as a list of fields.
public protocol RequestBody: Sendable {
  /// No field given.
  init()
  /// Reads and checks an object.
  init(json: JSONValue) throws(RequestRefusal)
  /// Every field there is.
  static var fields: [BodyField<Self>] { get }
  /// What is wrong across fields; goes under `_schema`.
  func problems() -> [String]
  /// Whether what is wrong with fields stands under `msg` itself, as operations on roles have it.
  static var errorsAreMessage: Bool { get }
  /// Whether the operation takes a body at all.
  static var isNone: Bool { get }
  /// Whether the body is bytes that are handed to the operation as they come, without a bound.
  static var isRaw: Bool { get }
}

extension RequestBody {
  /// Nothing is wrong across fields.
  public func problems() -> [String] { [] }
  /// It stands under `errors`.
  public static var errorsAreMessage: Bool { false }
  /// There is a body.
  public static var isNone: Bool { false }
  /// It is JSON.
  public static var isRaw: Bool { false }

  /// Reads and checks an object; all errors at once, unknown keys refused.
  public init(json: JSONValue) throws(RequestRefusal) {
    self.init()
    guard case .object(let object) = json else { throw Self.refusal(["_schema": ["Invalid input type."]]) }
    var errors = JSONObject()
    for field in Self.fields {
      let problems = field.read(&self, object[field.name])
      if !problems.isEmpty { errors[field.name] = .array(problems.map { .string($0) }) }
    }
    let known = Set(Self.fields.map(\.name))
    for key in object.keys where !known.contains(key) { errors[key] = ["Unknown field."] }
    if errors.isEmpty {
      let problems = self.problems()
      if !problems.isEmpty { errors["_schema"] = .array(problems.map { .string($0) }) }
    }
    if !errors.isEmpty { throw Self.refusal(errors) }
  }

  private static func refusal(_ errors: JSONObject) -> RequestRefusal {
    RequestRefusal(
      400, "Request body is incorrect", fields: errors, fieldsAreMessage: errorsAreMessage, code: "body-incorrect")
  }

  /// The object that is sent; fields without a value are left out.
  public var json: JSONValue {
    var object = JSONObject()
    for field in Self.fields { if let value = field.write(self) { object[field.name] = value } }
    return .object(object)
  }
}

/// No body.
public struct NoBody: RequestBody {
  /// None.
  public init() {}
  /// None.
  public static var fields: [BodyField<NoBody>] { [] }
  /// There is none.
  public static var isNone: Bool { true }
}
