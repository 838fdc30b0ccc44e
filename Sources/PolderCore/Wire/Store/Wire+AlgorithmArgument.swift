extension Wire {
  /// An argument of a function.
  public struct AlgorithmArgument: Sendable, Codable, Hashable {
    /// The type, for instance `column_list`.
    public let type: String
    /// The argument that decides whether this one is asked for.
    public let conditionalOnID: AlgorithmArgumentID?
    /// The values it may have; none means any.
    public let allowedValues: [AllowedValue]
    /// The id.
    public let id: AlgorithmArgumentID
    /// The name.
    public let name: String
    /// The name to show.
    public let displayName: String?
    /// What it means.
    public let description: String?
    /// Whether it may be left out.
    public let hasDefaultValue: Bool
    /// The value it has when left out, as a text; lists are JSON.
    public let defaultValue: String?
    /// How the other argument is compared.
    public let conditionalOperator: String?
    /// What the other argument is compared with.
    public let conditionalValue: String?
    /// Whether it is not for the algorithm but for who shows it.
    public let isFrontendOnly: Bool

    /// An argument of a function.
    public init(
      type: String, conditionalOnID: AlgorithmArgumentID?, allowedValues: [AllowedValue],
      id: AlgorithmArgumentID, name: String, displayName: String?, description: String?, hasDefaultValue: Bool,
      defaultValue: String?, conditionalOperator: String?, conditionalValue: String?, isFrontendOnly: Bool
    ) {
      self.type = type
      self.conditionalOnID = conditionalOnID
      self.allowedValues = allowedValues
      self.id = id
      self.name = name
      self.displayName = displayName
      self.description = description
      self.hasDefaultValue = hasDefaultValue
      self.defaultValue = defaultValue
      self.conditionalOperator = conditionalOperator
      self.conditionalValue = conditionalValue
      self.isFrontendOnly = isFrontendOnly
    }

    enum CodingKeys: String, CodingKey {
      case type
      case conditionalOnID = "conditional_on_id"
      case allowedValues = "allowed_values"
      case id
      case name
      case displayName = "display_name"
      case description
      case hasDefaultValue = "has_default_value"
      case defaultValue = "default_value"
      case conditionalOperator = "conditional_operator"
      case conditionalValue = "conditional_value"
      case isFrontendOnly = "is_frontend_only"
    }
  }
}
