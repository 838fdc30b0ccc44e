import PolderCore

/// The files in an archive (ZIP), of which the beginning of each can be read.
struct ZipDirectory {
  private struct Entry {
    let method: Int
    let packed: Int
    let offset: Int
  }

  private static let largestDirectory = 16 << 20
  private let file: BoundedFile
  private var entries: [String: Entry] = [:]

  /// Reads the list of files.
  /// - Throws: `PolderError` `node-database-unusable` when it is no archive, `node-columns-unknown` when it is one of a kind
  ///   that is not read here
  init(_ file: BoundedFile) throws {
    self.file = file
    let tail = try file.read(at: max(0, file.size - 65_557), count: min(file.size, 65_557))
    guard
      let end = stride(from: tail.count - 22, through: 0, by: -1)
        .first(where: { tail[$0] == 0x50 && Self.number(tail, $0, 4) == 0x0605_4B50 })
    else { throw BoundedFile.noSuchKind("Excel") }
    let (count, size) = (Self.number(tail, end + 10, 2), Self.number(tail, end + 12, 4))
    let offset = Self.number(tail, end + 16, 4)
    guard count != 0xFFFF, offset != 0xFFFF_FFFF, size <= Self.largestDirectory else {
      throw BoundedFile.columnsUnknown("The archive is of the kind for very large files.")
    }
    let list = try file.read(at: offset, count: size)
    var position = 0
    for _ in 0..<count {
      guard position + 46 <= list.count, Self.number(list, position, 4) == 0x0201_4B50 else { throw Self.damaged() }
      let name = Self.number(list, position + 28, 2)
      let rest = Self.number(list, position + 30, 2) + Self.number(list, position + 32, 2)
      guard position + 46 + name <= list.count else { throw Self.damaged() }
      let title = String(decoding: list[(position + 46)..<(position + 46 + name)], as: UTF8.self)
      entries[title] = Entry(
        method: Self.number(list, position + 10, 2), packed: Self.number(list, position + 20, 4),
        offset: Self.number(list, position + 42, 4))
      position += 46 + name + rest
    }
  }

  /// The beginning of a file of the archive, unpacked; nil when there is no such file.
  func beginning(of name: String, atMost limit: Int) throws -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    let head = try file.read(at: entry.offset, count: 30)
    guard Self.number(head, 0, 4) == 0x0403_4B50 else { throw Self.damaged() }
    guard Self.number(head, 6, 2) & 1 == 0 else { throw BoundedFile.columnsUnknown("The file is encrypted.") }
    let start = entry.offset + 30 + Self.number(head, 26, 2) + Self.number(head, 28, 2)
    // What is packed is hardly ever larger than what is not.
    let packed = try file.read(at: start, count: min(entry.packed, limit + limit / 8 + 1_024))
    switch entry.method {
    case 0: return Array(packed.prefix(limit))
    case 8:
      do { return try Inflater.unpack(packed, atMost: limit) } catch is Inflater.Failure { throw Self.damaged() }
    default: throw BoundedFile.columnsUnknown("The archive is packed in a way that is not read here.")
    }
  }

  private static func damaged() -> PolderError { BoundedFile.columnsUnknown("The archive is damaged.") }

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
