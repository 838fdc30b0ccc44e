public import PolderCore

/// What an algorithm is asked to do: a method and its arguments.
public struct AlgorithmInput: Sendable {
  /// The name of the method.
  public var method: String
  /// The arguments by position.
  public var arguments: [JSONValue]
  /// The arguments by name.
  public var named: JSONObject

  /// A method and its arguments.
  public init(method: String, arguments: [JSONValue] = [], named: JSONObject = [:]) {
    self.method = method
    self.arguments = arguments
    self.named = named
  }

  /// The object that the algorithm reads.
  public var json: JSONValue {
    var object: JSONObject = ["method": .string(method)]
    if !arguments.isEmpty { object["args"] = .array(arguments) }
    if !named.isEmpty { object["kwargs"] = .object(named) }
    return .object(object)
  }
}
