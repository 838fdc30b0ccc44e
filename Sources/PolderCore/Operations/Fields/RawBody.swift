/// A body of bytes that are taken as they come, however many, and never held at once.
public struct RawBody: RequestBody {
  /// Bytes have no fields.
  public init() {}
  /// None.
  public static var fields: [BodyField<RawBody>] { [] }
  /// There is no JSON object.
  public static var isNone: Bool { true }
  /// It is bytes.
  public static var isRaw: Bool { true }
}
