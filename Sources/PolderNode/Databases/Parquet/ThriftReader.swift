/// Walks over bytes in Thrift's compact protocol. Nothing of what they say is believed: what does not fit is an error.
struct ThriftReader {
  /// What is wrong with the bytes.
  enum Failure: Error, Equatable {
    /// They end too early.
    case truncated
    /// They are not what the protocol allows.
    case malformed
    /// They are nested deeper than any schema is.
    case tooDeep
  }

  /// The kinds of values.
  enum Kind: UInt8 {
    case stop = 0, yes, no, byte, i16, i32, i64, double, binary, list, set, map, structure
  }

  private static let maximumDepth = 32
  private let bytes: [UInt8]
  private var position = 0
  private var lastField: Int64 = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads the fields of a structure; the body reads a field's value and says whether it did, else it is passed over.
  mutating func structure(_ body: (inout ThriftReader, Int64, Kind) throws -> Bool) throws {
    let outer = lastField
    lastField = 0
    while true {
      let head = try byte()
      guard let kind = Kind(rawValue: head & 0x0F) else { throw Failure.malformed }
      guard kind != .stop else { break }
      let step = Int64(head >> 4)
      let field = step == 0 ? try integer() : lastField + step
      guard (0...Int64(Int16.max)).contains(field) else { throw Failure.malformed }
      lastField = field
      if try !body(&self, field, kind) { try skip(kind, depth: 0) }
      lastField = field
    }
    lastField = outer
  }

  /// Reads a list of a kind; the body reads each element.
  mutating func list(of expected: Kind, atMost limit: Int, _ body: (inout ThriftReader) throws -> Void) throws {
    let (count, kind) = try listHead()
    guard count <= limit else { throw Failure.malformed }
    guard count == 0 || kind == expected else { throw Failure.malformed }
    for _ in 0..<count { try body(&self) }
  }

  /// A whole number of any width.
  mutating func integer() throws -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A text; what is not UTF-8 is replaced.
  mutating func text() throws -> String {
    let count = try length()
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  private mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw Failure.truncated }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw Failure.malformed }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
    }
    throw Failure.malformed
  }

  private mutating func length() throws -> Int {
    let count = try varint()
    guard count <= UInt64(bytes.count - position) else { throw Failure.truncated }
    return Int(count)
  }

  private mutating func listHead() throws -> (count: Int, kind: Kind) {
    let head = try byte()
    // Some writers give an empty list no kind.
    guard let kind = Kind(rawValue: head & 0x0F), kind != .stop || head == 0 else { throw Failure.malformed }
    // Each element takes a byte at the least, so that a count can not make anybody walk for ever.
    return (head >> 4 == 15 ? try length() : Int(head >> 4), kind)
  }

  private mutating func skip(_ kind: Kind, depth: Int) throws {
    guard depth < Self.maximumDepth else { throw Failure.tooDeep }
    switch kind {
    case .stop: throw Failure.malformed
    case .yes, .no: return
    case .byte: _ = try byte()
    case .i16, .i32, .i64: _ = try varint()
    case .double: try pass(8)
    case .binary: try pass(try length())
    case .list, .set:
      let (count, element) = try listHead()
      for _ in 0..<count { try skipElement(element, depth: depth + 1) }
    case .map:
      let count = try length()
      guard count > 0 else { return }
      let kinds = try byte()
      guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
        throw Failure.malformed
      }
      for _ in 0..<count {
        try skipElement(key, depth: depth + 1)
        try skipElement(value, depth: depth + 1)
      }
    case .structure:
      while true {
        let head = try byte()
        guard let kind = Kind(rawValue: head & 0x0F) else { throw Failure.malformed }
        guard kind != .stop else { return }
        if head >> 4 == 0 { _ = try varint() }
        try skip(kind, depth: depth + 1)
      }
    }
  }

  /// A truth value is part of a field's head, but a byte of its own in a list.
  private mutating func skipElement(_ kind: Kind, depth: Int) throws {
    if kind == .yes || kind == .no { _ = try byte() } else { try skip(kind, depth: depth) }
  }

  private mutating func pass(_ count: Int) throws {
    guard count <= bytes.count - position else { throw Failure.truncated }
    position += count
  }
}
