/// The versions that every part agrees on.
public enum PolderVersion {
  /// Polder's own version.
  public static let product = "0.1.0"
  /// The version of the incumbent whose contract holds; clients and nodes of the incumbent compare it.
  public static let contract = "4.15.2"
}
