/// Walks over the elements and texts of XML, as far as spreadsheets need it: no document types, no entities of its own.
struct MarkupScanner {
  /// One step.
  enum Event: Equatable {
    /// An element begins; its name is without prefix.
    case open(String, [String: String])
    /// An element ends.
    case close(String)
    /// Text between.
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var pending: Event?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next step; nil at the end, also where the bytes were cut off.
  mutating func next() -> Event? {
    if let event = pending {
      pending = nil
      return event
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return .text(text()) }
      if starts(with: "<!--") {
        guard pass("-->") else { return nil }
      } else if starts(with: "<![CDATA[") {
        let start = position + 9
        guard pass("]]>") else { return nil }
        return .text(String(decoding: bytes[start..<position - 3], as: UTF8.self))
      } else if starts(with: "<?") || starts(with: "<!") {
        guard pass(">") else { return nil }
      } else {
        return tag()
      }
    }
    return nil
  }

  private func starts(with mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

  private mutating func pass(_ mark: String) -> Bool {
    let mark = Array(mark.utf8)
    while position + mark.count <= bytes.count {
      if bytes[position..<position + mark.count].elementsEqual(mark) {
        position += mark.count
        return true
      }
      position += 1
    }
    return false
  }

  private mutating func text() -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return Self.plain(bytes[start..<position])
  }

  private mutating func tag() -> Event? {
    guard let end = endOfTag() else { return nil }
    var inner = bytes[(position + 1)..<end]
    position = end + 1
    if inner.first == UInt8(ascii: "/") { return .close(Self.name(inner.dropFirst().prefix { !Self.isBlank($0) })) }
    let isEmpty = inner.last == UInt8(ascii: "/")
    if isEmpty { inner = inner.dropLast() }
    let word = inner.prefix { !Self.isBlank($0) }
    let name = Self.name(word)
    if isEmpty { pending = .close(name) }
    return .open(name, Self.attributes(inner.dropFirst(word.count)))
  }

  /// The place of the `>` that is in no quotes.
  private func endOfTag() -> Int? {
    var quote: UInt8?
    for index in position..<bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
    }
    return nil
  }

  private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    var found: [String: String] = [:]
    var rest = bytes
    while true {
      rest = rest.drop(while: isBlank)
      let word = rest.prefix { $0 != UInt8(ascii: "=") && !isBlank($0) }
      rest = rest.dropFirst(word.count).drop { isBlank($0) || $0 == UInt8(ascii: "=") }
      guard !word.isEmpty, let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        return found
      }
      let value = rest.dropFirst().prefix { $0 != quote }
      found[name(word)] = plain(value)
      rest = rest.dropFirst(value.count + 2)
    }
  }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.split(separator: UInt8(ascii: ":")).last ?? [], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var parts = text.split(separator: "&", omittingEmptySubsequences: false).map(String.init)[...]
    var plain = parts.removeFirst()
    for part in parts {
      let pieces = part.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pieces.count == 2, let sign = sign(pieces[0]) else {
        plain += "&" + part
        continue
      }
      plain += sign + pieces[1]
    }
    return plain
  }

  private static func sign(_ name: String) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
