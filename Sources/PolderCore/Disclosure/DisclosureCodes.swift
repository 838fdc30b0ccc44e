extension PolderError.Code {
  /// The steward's rules do not let a result out.
  public static let disclosureRefused: Self = "disclosure-refused"
  /// The declaration beside a result can not be read.
  public static let disclosureInvalidDeclaration: Self = "disclosure-invalid-declaration"
  /// The steward's rules can not be read.
  public static let disclosureInvalidPolicy: Self = "disclosure-invalid-policy"
}
