import PolderCore

/// Takes the fields of a header; no count is believed beyond its bound or the bytes that are there.
struct EnvelopeReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func raw(_ count: Int) throws(PolderError) -> [UInt8] {
    guard count <= bytes.count - position else { throw .malformedEnvelope("its header ends too early") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func integer<Integer: FixedWidthInteger>() throws(PolderError) -> Integer {
    try raw(Integer.bitWidth / 8).reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
  }

  mutating func counted(atMost limit: Int) throws(PolderError) -> [UInt8] {
    let count: UInt16 = try integer()
    guard count <= limit else { throw .malformedEnvelope("a field of \(count) bytes is too long") }
    return try raw(Int(count))
  }

  private mutating func text(atMost limit: Int) throws(PolderError) -> String {
    guard let text = String(validating: try counted(atMost: limit), as: UTF8.self) else {
      throw .malformedEnvelope("a text of it is not UTF-8")
    }
    return text
  }

  mutating func organization() throws(PolderError) -> OrganizationID { OrganizationID(try integer()) }

  mutating func fingerprint() throws(PolderError) -> KeyFingerprint {
    guard let fingerprint = try KeyFingerprint(envelopeBytes: raw(EnvelopeForm.digestLength)) else {
      throw .malformedEnvelope("a fingerprint of it is none")
    }
    return fingerprint
  }

  mutating func context() throws(PolderError) -> EnvelopeContext {
    let parts: UInt8 = try integer()
    guard parts < 8 else { throw .malformedEnvelope("its context has unknown parts") }
    let image = parts & 1 == 0 ? nil : try text(atMost: EnvelopeForm.maximumImage)
    let collaboration = parts & 2 == 0 ? nil : CollaborationID(try integer())
    guard parts & 4 != 0 else { return EnvelopeContext(image: image, collaboration: collaboration) }
    let count: UInt16 = try integer()
    guard count <= EnvelopeForm.maximumDatabases else { throw .malformedEnvelope("it names \(count) databases") }
    var databases: [String] = []
    for _ in 0..<count { databases.append(try text(atMost: EnvelopeForm.maximumDatabase)) }
    return EnvelopeContext(image: image, collaboration: collaboration, databases: databases)
  }

  mutating func recipients() throws(PolderError) -> [EnvelopeRecipient] {
    let count: UInt16 = try integer()
    guard (1...EnvelopeForm.maximumRecipients).contains(Int(count)) else {
      throw .malformedEnvelope("it names \(count) recipients")
    }
    var recipients: [EnvelopeRecipient] = []
    for _ in 0..<count {
      let next = EnvelopeRecipient(
        organization: try organization(), fingerprint: try fingerprint(),
        wrapped: try counted(atMost: EnvelopeForm.maximumWrapped))
      if let last = recipients.last, last.organization >= next.organization {
        throw .malformedEnvelope("its recipients are not in the order of their ids")
      }
      recipients.append(next)
    }
    return recipients
  }
}
