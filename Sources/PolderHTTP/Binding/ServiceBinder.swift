public import PolderCore

/// Collects the handlers of a service and holds them to its catalogue.
public struct ServiceBinder: Sendable {
  private(set) var operations: [BoundOperation] = []
  private var unprotected: [String] = []

  /// A binder without handlers.
  public init() {}

  /// Binds a handler to its operation.
  public mutating func bind<H: Handler>(_ handler: H) {
    operations.append(BoundOperation(handler))
    if H.mode == .none, !H.Op.access.kinds.isEmpty { unprotected.append(H.Op.name) }
  }

  /// The names of the operations bound, in their order.
  public var names: [String] { operations.map { $0.operation.name } }

  /// Checks that what is bound is the catalogue: nothing missing, nothing more, nothing twice.
  public func verify(against catalogue: [any Operation.Type]) throws {
    let wanted = Set(catalogue.map { ObjectIdentifier($0) })
    let bound = Set(operations.map { ObjectIdentifier($0.operation) })
    var problems: [String] = []
    let missing = catalogue.filter { !bound.contains(ObjectIdentifier($0)) }.map { $0.name }
    if !missing.isEmpty { problems.append("without handler: \(missing.joined(separator: ", "))") }
    let more = operations.filter { !wanted.contains(ObjectIdentifier($0.operation)) }.map { $0.operation.name }
    if !more.isEmpty { problems.append("not in the catalogue: \(more.joined(separator: ", "))") }
    let twice = repeated(names)
    if !twice.isEmpty { problems.append("bound twice: \(twice.joined(separator: ", "))") }
    let routes = repeated(operations.map { "\($0.operation.route.verb.rawValue) /\($0.operation.route.pattern)" })
    if twice.isEmpty, !routes.isEmpty { problems.append("same route: \(routes.joined(separator: ", "))") }
    if !unprotected.isEmpty {
      problems.append("without transaction though not open: \(unprotected.joined(separator: ", "))")
    }
    guard problems.isEmpty else {
      throw PolderError(
        "http-binding", "What is bound is not what the catalogue lists: \(problems.joined(separator: "; ")).",
        nextStep: "This is a fault of the program; report it.")
    }
  }

  private func repeated(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }
  }
}

extension Route {
  /// The template with all parameters called `<id>`.
  var pattern: String {
    template.split(separator: "/").map { $0.hasPrefix("<") ? "<id>" : String($0) }.joined(separator: "/")
  }
}
