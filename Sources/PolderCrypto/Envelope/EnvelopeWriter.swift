import PolderCore

/// Lays out the fields of a header: integers big-endian, bytes as they are or behind their count.
struct EnvelopeWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ value: [UInt8]) { bytes.append(contentsOf: value) }

  /// Bytes behind their count in 16 bits; the bounds are checked before a header is made.
  mutating func counted(_ value: [UInt8]) {
    integer(UInt16(truncatingIfNeeded: value.count))
    raw(value)
  }

  mutating func context(_ context: EnvelopeContext) {
    integer(
      UInt8(context.image == nil ? 0 : 1) | (context.collaboration == nil ? 0 : 2) | (context.databases == nil ? 0 : 4))
    if let image = context.image { counted(Array(image.utf8)) }
    if let collaboration = context.collaboration { integer(collaboration.rawValue) }
    guard let databases = context.databases else { return }
    integer(UInt16(truncatingIfNeeded: databases.count))
    for database in databases { counted(Array(database.utf8)) }
  }
}
