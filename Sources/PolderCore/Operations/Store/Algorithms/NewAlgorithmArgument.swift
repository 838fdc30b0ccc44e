/// An argument of a function, as it is submitted.
public struct NewAlgorithmArgument: RequestBody, Hashable {
  /// The name.
  public var name = ""
  /// The name to show.
  public var displayName: String?
  /// What it means.
  public var description: String?
  /// The type, a word of `AlgorithmArgumentType`.
  public var type = ""
  /// The values it may have: texts or numbers; none means any.
  public var allowedValues: [ArgumentValue]?
  /// Whether it may be left out.
  public var hasDefaultValue: Bool?
  /// The value it has when left out, as a text; lists are JSON.
  public var defaultValue: String?
  /// The name of the argument that decides whether this one is asked for.
  public var conditionalOn: String?
  /// How the other argument is compared.
  public var conditionalOperator: String?
  /// What the other argument is compared with; nil means null.
  public var conditionalValue: String?
  /// Whether it is not for the algorithm but for who shows it.
  public var isFrontendOnly: Bool?

  /// Nothing given.
  public init() {}

  /// An argument of that name and type; what else there is to say is set afterwards.
  public init(name: String, type: AlgorithmArgumentType, displayName: String? = nil, description: String? = nil) {
    self.name = name
    self.type = type.rawValue
    self.displayName = displayName
    self.description = description
  }

  /// The fields.
  public static let fields: [BodyField<Self>] = [
    .init(required: "name", \.name, .longest(1_024)),
    .init("display_name", \.displayName, .longest(1_024)),
    .init("description", \.description, .longest(65_536)),
    .init(required: "type", \.type, .word(of: AlgorithmArgumentType.self, "Argument type", ": ")),
    .init("allowed_values", \.allowedValues, .most(1_024)),
    .init("has_default_value", \.hasDefaultValue),
    .init("default_value", \.defaultValue, nullable: true, .longest(65_536)),
    .init("conditional_on", \.conditionalOn, .longest(1_024)),
    .init(
      "conditional_operator", \.conditionalOperator, nullable: true, .oneOf(["==", "!=", ">", "<", ">=", "<="])),
    .init("conditional_value", \.conditionalValue, nullable: true, .longest(1_024)),
    .init("is_frontend_only", \.isFrontendOnly),
  ]

  /// What does not fit together.
  public func problems() -> [String] {
    // An empty text counts as none, as in the contract.
    let fallback = defaultValue.flatMap { $0.isEmpty ? nil : $0 }
    let condition = conditionalOn.flatMap { $0.isEmpty ? nil : $0 }
    if fallback != nil, hasDefaultValue != true {
      return ["Default value cannot be given if has_default_value is False"]
    }
    if condition != nil, hasDefaultValue != true {
      return ["An argument that depends on another one needs a default: without, it has to be given always"]
    }
    if (condition == nil) != (conditionalOperator == nil) {
      return ["conditional_on and conditional_operator go together"]
    }
    guard let type = AlgorithmArgumentType(rawValue: type) else { return [] }
    if let fallback, !type.reads(fallback) { return ["Default value '\(fallback.prefix(128))' is no \(type.rawValue)"] }
    let allowed = allowedValues ?? []
    if let odd = allowed.first(where: { !type.allows($0) }) {
      return ["Allowed value '\(odd.text.prefix(128))' does not fit the argument type \(type.rawValue)"]
    }
    // Numbers are compared with the text that they are written as (deviation 15).
    if let fallback, !allowed.isEmpty, !allowed.contains(where: { $0.text == fallback }) {
      return ["Default value is not one of the allowed values"]
    }
    return []
  }
}
