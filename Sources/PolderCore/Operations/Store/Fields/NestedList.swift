/// A list of objects that have fields of their own, in the body of a request. What is wrong with them is kept, all of it,
/// for the constraint `sound` to tell.
public struct NestedList<Element: RequestBody>: BodyValue, ExpressibleByArrayLiteral {
  /// The objects that nothing is wrong with.
  public let elements: [Element]
  /// How many objects there were.
  let count: Int
  /// What is wrong, each text with the place of the object and the name of the field in front.
  let problems: [String]

  /// A list of those objects.
  public init(_ elements: [Element]) {
    self.elements = elements
    count = elements.count
    problems = []
  }

  /// A list of those objects.
  public init(arrayLiteral elements: Element...) { self.init(elements) }

  /// Reads a list; nil when it is none.
  public init?(body json: JSONValue) {
    guard let values = json.array else { return nil }
    var elements: [Element] = []
    var problems: [String] = []
    for (index, value) in values.enumerated() {
      do throws(RequestRefusal) {
        elements.append(try Element(json: value))
      } catch {
        for (field, texts) in error.fields ?? [:] {
          // A text of several lines tells of several objects further down.
          let lines = (texts.array ?? []).compactMap(\.string).flatMap { $0.split(separator: "\n") }
          problems += lines.map { "\(index).\(field): \($0)" }
        }
      }
    }
    self.elements = elements
    count = values.count
    self.problems = problems
  }

  /// The list.
  public var bodyJSON: JSONValue { .array(elements.map(\.json)) }

  /// The contract's text.
  public static var refusal: String { "Invalid type." }

  /// A list of objects.
  public static var schema: JSONObject {
    var properties = JSONObject()
    for field in Element.fields { properties[field.name] = .object(field.schema) }
    let required = Element.fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    let item: JSONObject = [
      "type": "object", "properties": .object(properties), "required": .array(required), "additionalProperties": false,
    ]
    return ["type": "array", "items": .object(item)]
  }
}

extension NestedList: Equatable where Element: Equatable {}
extension NestedList: Hashable where Element: Hashable {}

extension BodyConstraint {
  /// So many objects at the most, and nothing wrong with any.
  static func sound<Element>(most count: Int) -> Self where Value == NestedList<Element> {
    Self(schema: ["maxItems": .integer(Int64(count))]) { list in
      guard list.count <= count else { return "Longer than maximum length \(count)." }
      // A body of a thousand mistakes is not worth a thousand lines.
      return list.problems.isEmpty ? nil : list.problems.prefix(32).joined(separator: "\n")
    }
  }
}
