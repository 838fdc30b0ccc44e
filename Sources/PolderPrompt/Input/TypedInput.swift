public import PolderClient
public import PolderCore

/// The input of a task as it is typed: as one JSON object, by flags, or both.
public struct TypedInput: Sendable {
  /// The method.
  public var method: String?
  /// Arguments by position.
  public var arguments: [String] = []
  /// Arguments by name.
  public var named: [NamedText] = []
  /// `{"method": …, "args": […], "kwargs": {…}}`, when it is given as a whole.
  public var whole: JSONValue?

  /// Nothing is typed yet.
  public init() {}

  /// What the algorithm is asked to do. Flags add to what is given as a whole, and hold where both say something.
  /// - Throws: `PolderError` `prompt-input`
  public func input() throws(PolderError) -> AlgorithmInput {
    let object = try whole.map { (whole) throws(PolderError) in try Self.members(of: whole) } ?? [:]
    guard let method = method ?? object["method"]?.string, !method.isEmpty else {
      throw Self.wrong("No method is named.", "Give --method NAME, or --input with a key \"method\".")
    }
    var input = AlgorithmInput(method: method)
    input.arguments = (object["args"]?.array ?? []) + arguments.map(NamedText.value)
    input.named = object["kwargs"]?.object ?? [:]
    for argument in named { input.named[argument.name] = NamedText.value(argument.text) }
    return input
  }

  private static func members(of whole: JSONValue) throws(PolderError) -> JSONObject {
    guard let object = whole.object else { throw wrong("The input is no JSON object.", shape) }
    if let key = object.keys.first(where: { !["method", "args", "kwargs"].contains($0) }) {
      let hint = NearestName.among(["method", "args", "kwargs"], to: key).map { "Did you mean '\($0)'? " } ?? ""
      throw wrong("The input has a key that no algorithm reads: '\(key)'.", hint + shape)
    }
    guard object["method"].map({ $0.string != nil }) ?? true, object["args"].map({ $0.array != nil }) ?? true,
      object["kwargs"].map({ $0.object != nil }) ?? true
    else { throw wrong("A key of the input has a value of another kind.", shape) }
    return object
  }

  private static let shape =
    "It has to be {\"method\": \"NAME\", \"args\": [ ], \"kwargs\": { }}; args and kwargs may miss."

  private static func wrong(_ message: String, _ next: String) -> PolderError {
    PolderError("prompt-input", message, nextStep: next)
  }
}
