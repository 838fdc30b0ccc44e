/// Amounts of bytes for people.
enum ByteText {
  /// For instance `1.5 MiB`.
  static func of(_ bytes: Int) -> String {
    guard bytes >= 1_024 else { return "\(bytes) bytes" }
    var (tenths, unit) = (bytes / 1_024 * 10 + bytes % 1_024 * 10 / 1_024, 0)
    while tenths >= 10_240, unit < units.count - 1 { (tenths, unit) = (tenths / 1_024, unit + 1) }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
}
