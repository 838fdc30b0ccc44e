/// Takes a chunked body apart as its bytes arrive.
struct ChunkDecoder {
  private enum Expects {
    case size
    case data(Int)
    case dataEnd
    case trailer
    case nothing
  }

  private var expects = Expects.size
  private var line: [UInt8] = []
  private var trailerBytes = 0

  var isComplete: Bool {
    if case .nothing = expects { return true }
    return false
  }

  /// Appends the content of these bytes to `content`; returns how many were used, all of them unless the body is complete.
  mutating func feed(_ bytes: ArraySlice<UInt8>, into content: inout [UInt8]) throws(HTTPProblem) -> Int {
    var rest = bytes
    while !rest.isEmpty, !isComplete {
      if case .data(let missing) = expects {
        let part = rest.prefix(missing)
        content += part
        rest = rest.dropFirst(part.count)
        expects = part.count == missing ? .dataEnd : .data(missing - part.count)
      } else if let byte = rest.popFirst() {
        line.append(byte)
        guard line.count <= 4096 else { throw .malformed("a line of the chunked body is too long") }
        if byte == 0x0A {
          guard line.count >= 2, line[line.count - 2] == 0x0D else {
            throw .malformed("a line does not end with CR LF")
          }
          try take(line.dropLast(2))
          line.removeAll(keepingCapacity: true)
        }
      }
    }
    return bytes.count - rest.count
  }

  private mutating func take(_ line: ArraySlice<UInt8>) throws(HTTPProblem) {
    switch expects {
    case .size:
      let digits = line.prefix { $0.isHexDigit }
      let after = line.dropFirst(digits.count).first
      guard (1...15).contains(digits.count), after == nil || after == UInt8(ascii: ";"),
        let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw .malformed("a chunk has no valid size") }
      expects = size == 0 ? .trailer : .data(size)
    case .dataEnd:
      guard line.isEmpty else { throw .malformed("a chunk is longer than its size") }
      expects = .size
    case .trailer:
      trailerBytes += line.count
      guard trailerBytes <= MessageHead.mostBytes else { throw .malformed("the trailer is too long") }
      if line.isEmpty { expects = .nothing }
    case .data, .nothing:
      break
    }
  }
}
