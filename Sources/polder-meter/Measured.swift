import PolderCore

/// One figure, printed as a line of JSON.
struct Measured {
  private var object: JSONObject

  /// A figure of something.
  init(_ name: String) { object = ["figure": .string(name)] }

  /// The figure with one more value.
  func with(_ key: String, _ value: JSONValue) -> Measured {
    var copy = self
    copy.object[key] = value
    return copy
  }

  /// The figure with the durations of what was timed, in seconds, in their order.
  func with(_ laps: Laps) -> Measured { with("seconds", .array(laps.seconds.map { .number($0) })) }

  /// Prints it.
  func print() { Swift.print(JSONValue.object(object).text) }
}
