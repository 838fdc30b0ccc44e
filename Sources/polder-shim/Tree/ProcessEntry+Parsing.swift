extension ProcessEntry {
  /// Reads a line of `/proc/PID/stat`; nil if it is cut off or of another form.
  init?(stat bytes: some RandomAccessCollection<UInt8>) {
    // The name stands in parentheses and may itself hold spaces and parentheses.
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), let close = bytes.lastIndex(of: UInt8(ascii: ")")),
      open < close, let pid = Self.number(bytes[..<open]), let pid = Int32(exactly: pid)
    else { return nil }
    var fields: [UInt64] = []
    fields.reserveCapacity(24)
    var state: UInt8 = 0
    for field in bytes[bytes.index(after: close)...].split(separator: 0x20, maxSplits: 22) {
      guard let first = field.first else { return nil }
      if state == 0 { state = first }
      fields.append(Self.number(field) ?? 0)
    }
    // Counted from the state, which is field 3 of the manual.
    guard fields.count >= 22, let parent = Int32(exactly: fields[1]), let group = Int32(exactly: fields[2]),
      let session = Int32(exactly: fields[3])
    else { return nil }
    self.init(
      identity: ProcessIdentity(pid: pid, start: fields[19]), parent: parent,
      group: group, session: session,
      isDead: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"), ownTicks: fields[11] + fields[12],
      childTicks: fields[13] + fields[14], threads: Int(clamping: fields[17]), residentPages: fields[21])
  }

  private static func number(_ bytes: some Collection<UInt8>) -> UInt64? {
    var result: UInt64 = 0
    var digits = 0
    for byte in bytes {
      if byte == 0x20 || byte == 0x0A { break }
      guard byte.isDigit else { return nil }
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      result = product &+ UInt64(byte - 0x30)
      digits += 1
    }
    return digits > 0 ? result : nil
  }
}
