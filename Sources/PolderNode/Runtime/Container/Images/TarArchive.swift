/// Archives in the form that engines take and give (ustar), as far as this program needs it.
enum TarArchive {
  private static let block = 512

  /// An archive of executable files, the same bytes for the same files.
  static func programs(_ files: [(path: String, content: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.reduce(2 * block) { $0 + $1.content.count + 2 * block })
    for file in files {
      bytes += header(file.path, file.content.count)
      bytes += file.content
      bytes += [UInt8](repeating: 0, count: padding(file.content.count))
    }
    return bytes + [UInt8](repeating: 0, count: 2 * block)
  }

  /// The content of the first regular file of an archive; nil when there is none, or the archive is broken.
  static func firstFile(of bytes: [UInt8]) -> [UInt8]? {
    var position = 0
    while position + block <= bytes.count, bytes[position] != 0 {
      let digits = bytes[position + 124..<position + 136].prefix { (48...55).contains($0) }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return nil }
      let start = position + block
      let kind = bytes[position + 156]
      if kind == 0 || kind == UInt8(ascii: "0") {
        guard size <= bytes.count - start else { return nil }
        return Array(bytes[start..<start + size])
      }
      position = start + size + padding(size)
    }
    return nil
  }

  private static func padding(_ count: Int) -> Int { (block - count % block) % block }

  private static func header(_ path: String, _ size: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(String(path.prefix(99)), at: 0)
    put("0000755", at: 100)
    for offset in [108, 116] { put("0000000", at: offset) }
    put(octal(size, 11), at: 124)
    put(octal(0, 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6), at: 148)
    header[154] = 0
    return header
  }

  private static func octal(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
