/// What leaves a node, and by which lines of the steward's settings.
public struct DisclosureRelease: Hashable, Sendable {
  /// The bytes that leave: of a declared result what was judged, written anew, so that nothing hides between its values.
  public let bytes: [UInt8]
  /// How many values there are; nil for a result that was not looked into.
  public let fields: Int?
  /// The lines that it rests on, such as `minimum_rows: 5` or `allow: cox-risk-sets`.
  public let lines: [String]

  /// What leaves, how many values it has, and the lines that it rests on.
  public init(bytes: [UInt8], fields: Int?, lines: [String]) {
    self.bytes = bytes
    self.fields = fields
    self.lines = lines
  }
}
