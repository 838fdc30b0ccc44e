/// Bytes as the codewords of a QR code: mode, length, filling, correction, woven together.
enum QRCodewords {
  static func make(of bytes: [UInt8], _ capacity: QRCapacity) -> [UInt8] {
    woven(data(of: bytes, capacity), capacity)
  }

  /// The codewords before correction.
  private static func data(of bytes: [UInt8], _ capacity: QRCapacity) -> [UInt8] {
    var bits: [Bool] = []
    func put(_ value: Int, _ count: Int) { for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) } }
    put(0b0100, 4)
    put(bytes.count, capacity.lengthBits)
    for byte in bytes { put(Int(byte), 8) }
    put(0, min(4, 8 * capacity.data - bits.count))
    put(0, (8 - bits.count % 8) % 8)
    var words = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    let filling: [UInt8] = [0xEC, 0x11]
    let missing = capacity.data - words.count
    words += (0..<missing).map { filling[$0 % 2] }
    return words
  }

  /// The blocks with their correction, taken one codeword of each in turn.
  private static func woven(_ data: [UInt8], _ capacity: QRCapacity) -> [UInt8] {
    let short = capacity.codewords / capacity.blocks - capacity.correction
    let longBlocks = capacity.codewords % capacity.blocks
    let divisor = QRField.divisor(degree: capacity.correction)
    var (blocks, corrections, start) = ([[UInt8]](), [[UInt8]](), 0)
    for block in 0..<capacity.blocks {
      let length = short + (block < capacity.blocks - longBlocks ? 0 : 1)
      let words = Array(data[start..<start + length])
      blocks.append(words)
      corrections.append(QRField.remainder(of: words, by: divisor))
      start += length
    }
    var woven: [UInt8] = []
    woven.reserveCapacity(capacity.codewords)
    for index in 0...short { for block in blocks where index < block.count { woven.append(block[index]) } }
    for index in 0..<capacity.correction { for block in corrections { woven.append(block[index]) } }
    return woven
  }
}
