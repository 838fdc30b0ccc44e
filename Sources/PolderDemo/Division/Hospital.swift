/// One hospital of the demonstration: its name and the rows that are its own.
public struct Hospital: Sendable {
  /// The name of the organization.
  public let name: String
  /// Its rows as a file of comma-separated values with a line of names.
  public let csv: [UInt8]
  /// How many rows it has.
  public let rows: Int
  /// The values of the dividing column that are its own.
  public let sites: [String]

  private static let rivers = ["Amstel", "IJssel", "Maas", "Rijn", "Waal", "Eem", "Vecht", "Dommel"]

  /// The name of the hospital at a position.
  static func name(_ index: Int) -> String {
    index < rivers.count ? "\(rivers[index]) Hospital" : "Hospital \(index + 1)"
  }
}
