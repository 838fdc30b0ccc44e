/// A body whose fields are refused only when the handler asks for it: where the contract first looks for what the path
/// names, and for the permission.
public struct LateBody<Body: RequestBody>: RequestBody {
  private var body: Body
  private var refusal: RequestRefusal?

  /// No field given.
  public init() { body = Body() }

  /// The body.
  public init(_ body: Body) { self.body = body }

  /// Reads an object, and keeps what is wrong with it.
  public init(json: JSONValue) throws(RequestRefusal) {
    self.init()
    do throws(RequestRefusal) {
      body = try Body(json: json)
    } catch {
      refusal = error
    }
  }

  /// The body, or the refusal of what is wrong with it.
  public func checked() throws(RequestRefusal) -> Body {
    if let refusal { throw refusal }
    return body
  }

  /// The body's fields.
  public static var fields: [BodyField<Self>] { Body.fields.map { BodyField($0, of: \.body) } }
  /// What is wrong across fields.
  public func problems() -> [String] { body.problems() }
  /// Whether there is one at all.
  public static var isNone: Bool { Body.isNone }
}
