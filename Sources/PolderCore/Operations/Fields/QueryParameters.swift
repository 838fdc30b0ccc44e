/// The parameters behind the question mark, declared once as a list.
public protocol QueryParameters: Sendable {
  /// No parameter given.
  init()
  /// Every parameter there is.
  static var fields: [QueryField<Self>] { get }
}

extension QueryParameters {
  /// Reads what was sent; parameters that are not declared are ignored, as the contract has it.
  public init(items: [(name: String, value: String)]) throws(RequestRefusal) {
    self.init()
    for field in Self.fields {
      let values = items.filter { $0.name == field.name }.map(\.value)
      if values.isEmpty { continue }
      if let expectation = field.read(&self, values) {
        throw RequestRefusal(400, "The parameter '\(field.name)' has to be \(expectation).")
      }
    }
  }

  /// What is sent.
  public var items: [(name: String, value: String)] {
    Self.fields.flatMap { field in field.write(self).map { (field.name, $0) } }
  }
}

/// No parameters.
public struct NoQuery: QueryParameters {
  /// None.
  public init() {}
  /// None.
  public static var fields: [QueryField<NoQuery>] { [] }
}
