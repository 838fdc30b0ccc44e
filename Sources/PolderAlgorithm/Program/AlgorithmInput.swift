public import PolderCore

/// What a task asks a program to do.
public struct AlgorithmInput: Sendable {
  /// The name of the method.
  public let method: String
  /// Arguments without a name.
  public let positional: [JSONValue]
  /// Arguments by name.
  public let named: JSONObject

  /// A call of a method with arguments by name.
  public init(method: String, named: JSONObject = [:]) {
    self.method = method
    positional = []
    self.named = named
  }

  /// Reads the input file: `{"method": …, "args": […], "kwargs": {…}}`.
  /// - Throws: `PolderError` `algorithm-invalid-input`
  public init(parsing bytes: [UInt8]) throws {
    func invalid(_ reason: String) -> PolderError {
      PolderError(
        .algorithmInvalidInput, "The input \(reason).",
        nextStep: #"It has the form {"method": "name", "args": [], "kwargs": {}}."#)
    }
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes, limits: .init(bytes: 1 << 30, allowsNonFinite: true)) } catch {
      throw invalid("is not JSON: \(error)")
    }
    guard let object = value.object else { throw invalid("is not an object") }
    guard let method = object["method"]?.string else { throw invalid("names no method") }
    self.method = method
    switch object["args"] {
    case nil, .null?: positional = []
    case .array(let values)?: positional = values
    default: throw invalid("has 'args' that are no list")
    }
    switch object["kwargs"] {
    case nil, .null?: named = [:]
    case .object(let values)?: named = values
    default: throw invalid("has 'kwargs' that are no object")
    }
  }

  /// The input as a client sends it.
  public var json: JSONValue {
    ["method": .string(method), "args": .array(positional), "kwargs": .object(named)]
  }
}
