public import PolderCore

/// The arguments of a call, by name.
public struct AlgorithmArguments: Sendable {
  /// The arguments as they were given.
  public let named: JSONObject

  /// Arguments by name.
  public init(_ named: JSONObject = [:]) { self.named = named }

  /// Fits what a client sent to a method's parameters.
  /// - Parameters:
  ///   - positional: arguments without a name, in the order of the parameters
  ///   - named: arguments by name
  ///   - parameters: the names that the method knows
  /// - Throws: `PolderError` `algorithm-invalid-arguments`
  public init(positional: [JSONValue], named: JSONObject, parameters: [String]) throws {
    func invalid(_ message: String, _ next: String? = nil) -> PolderError {
      let known = parameters.isEmpty ? "The method takes none." : "It takes: \(parameters.joined(separator: ", "))."
      return PolderError(.algorithmInvalidArguments, message, nextStep: next.map { "\($0) \(known)" } ?? known)
    }
    guard positional.count <= parameters.count else { throw invalid("There are too many arguments.") }
    var all = JSONObject()
    for (name, value) in zip(parameters, positional) { all[name] = value }
    for (name, value) in named {
      let shown = name.prefix(100)
      guard parameters.contains(name) else {
        let nearest = NearestName.among(parameters, to: name)
        throw invalid("The method has no argument '\(shown)'.", nearest.map { "Did you mean '\($0)'?" })
      }
      guard all[name] == nil else { throw invalid("The argument '\(shown)' is given twice.") }
      all[name] = value
    }
    self.named = all
  }

  /// An argument that has to be there.
  /// - Throws: `PolderError` `algorithm-invalid-arguments` when it is missing or of another type
  public func required<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
    guard let value = try optional(name, as: type) else {
      throw PolderError(
        .algorithmInvalidArguments, "The argument '\(name)' is missing.", object: name,
        nextStep: "Give it in the input's 'kwargs'.")
    }
    return value
  }

  /// An argument that may be missing or null.
  /// - Throws: `PolderError` `algorithm-invalid-arguments` when it is of another type
  public func optional<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T? {
    guard let value = named[name], !value.isNull else { return nil }
    do { return try JSONValueDecoder.decode(type, from: value) } catch {
      throw PolderError(
        .algorithmInvalidArguments, "The argument '\(name)' is not \(Self.description(of: type)).", object: name,
        nextStep: "Correct it in the input's 'kwargs'.")
    }
  }

  private static func description(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Double.Type: "a number"
    case is Int.Type: "a whole number"
    case is Bool.Type: "true or false"
    case is [String].Type: "a list of texts"
    case is [Double].Type: "a list of numbers"
    case is [OrganizationID].Type: "a list of ids"
    default: "of the form that the method needs"
    }
  }
}
