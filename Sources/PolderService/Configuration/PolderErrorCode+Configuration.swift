public import PolderCore

extension PolderError.Code {
  /// The configuration file can not be read.
  public static let configurationUnreadable: Self = "service-configuration-unreadable"
  /// The configuration file is not YAML, or larger or deeper than a configuration can be.
  public static let configurationSyntax: Self = "service-configuration-syntax"
  /// A value of the configuration is not what its key expects.
  public static let configurationInvalid: Self = "service-configuration-invalid"
  /// A key that is needed is not in the configuration.
  public static let configurationMissing: Self = "service-configuration-missing"
}
