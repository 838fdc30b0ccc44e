/// The field of 256 elements in which Reed and Solomon calculate, with the polynomial 0x11D.
enum QRField {
  static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product = 0
    for bit in (0..<8).reversed() {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= Int(right >> bit & 1) * Int(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }

  /// The generator polynomial of a degree, without its leading one.
  static func divisor(degree: Int) -> [UInt8] {
    var divisor = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in divisor.indices {
        divisor[index] = product(divisor[index], root)
        if index + 1 < degree { divisor[index] ^= divisor[index + 1] }
      }
      root = product(root, 2)
    }
    return divisor
  }

  /// What is left when a message is divided: the correction.
  static func remainder(of words: [UInt8], by divisor: [UInt8]) -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: divisor.count)
    for word in words {
      let factor = word ^ rest.removeFirst()
      rest.append(0)
      for index in rest.indices { rest[index] ^= product(divisor[index], factor) }
    }
    return rest
  }
}
