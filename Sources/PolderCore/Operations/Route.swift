/// Where an operation is found: a method and a path below the API's prefix, `<id>` standing for a parameter.
public struct Route: Hashable, Sendable, CustomStringConvertible {
  /// The method.
  public let verb: HTTPVerb
  /// The path without leading slash, for instance `task/<id>/status`.
  public let template: String

  /// The route of a method and a path.
  public init(_ verb: HTTPVerb, _ template: String) {
    self.verb = verb
    self.template = template
  }

  /// The path with its parameters filled in, in their order.
  public func path(_ parameters: [String]) -> String {
    var rest = parameters[...]
    return template.split(separator: "/").map { $0.hasPrefix("<") ? rest.popFirst() ?? "" : String($0) }
      .joined(separator: "/")
  }

  /// Method and path.
  public var description: String { "\(verb.rawValue) /\(template)" }
}
