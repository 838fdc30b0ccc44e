public import PolderCore

/// What one look at a configuration found.
public struct CheckItem: Sendable, Hashable {
  /// How bad it is.
  public enum State: String, Sendable {
    /// As it should be.
    case ok
    /// What is configured starts, and somebody should know.
    case warning
    /// It does not start, or a part of it does not work.
    case error
  }

  /// What was looked at.
  public let name: String
  /// How bad it is.
  public let state: State
  /// What was found, in one sentence.
  public let message: String
  /// Where.
  public let object: String?
  /// How to mend it.
  public let nextStep: String?

  /// A finding.
  public init(_ name: String, _ state: State, _ message: String, object: String? = nil, nextStep: String? = nil) {
    self.name = name
    self.state = state
    self.message = message
    self.object = object
    self.nextStep = nextStep
  }

  /// The finding that an error is.
  public init(_ name: String, _ error: PolderError) {
    self.init(name, .error, error.message, object: error.object, nextStep: error.nextStep)
  }

  /// The finding as JSON.
  public var json: JSONValue {
    var value = JSONObject()
    value["check"] = .string(name)
    value["state"] = .string(state.rawValue)
    value["message"] = .string(message)
    value["object"] = object.map { .string($0) } ?? .null
    value["next_step"] = nextStep.map { .string($0) } ?? .null
    return .object(value)
  }
}
