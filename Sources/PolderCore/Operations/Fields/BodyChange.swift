/// What a request says about something that may be empty: null empties it, a value sets it.
public enum BodyChange<Value: BodyValue>: Sendable {
  /// It shall be empty.
  case clear
  /// It shall be that.
  case set(Value)

  /// The value, nil when it shall be empty.
  public var value: Value? { if case .set(let value) = self { value } else { nil } }
}
