/// The type of an argument of a function.
public enum AlgorithmArgumentType: String, Hashable, Sendable, CaseIterable {
  /// The name of a column.
  case column
  /// Names of columns.
  case columns = "column_list"
  /// A text.
  case string
  /// Texts.
  case strings = "string_list"
  /// A whole number.
  case integer
  /// Whole numbers.
  case integers = "integer_list"
  /// A number.
  case float
  /// Numbers.
  case floats = "float_list"
  /// True or false.
  case boolean
  /// Any JSON value.
  case json
  /// The id of an organization.
  case organization
  /// Ids of organizations.
  case organizations = "organization_list"
}
