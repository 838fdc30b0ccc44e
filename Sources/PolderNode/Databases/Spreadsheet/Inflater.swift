/// Unpacks bytes of DEFLATE (RFC 1951), up to a bound of the output.
struct Inflater {
  /// The bytes are not DEFLATE.
  struct Failure: Error {}

  private let input: [UInt8]
  private let limit: Int
  private var position = 0
  private var held: UInt32 = 0
  private var heldBits = 0
  private var output: [UInt8] = []

  /// Unpacks the beginning of what is packed.
  /// - Parameters:
  ///   - input: the packed bytes, which may be cut off where the bound is reached before
  ///   - limit: how many bytes are unpacked at the most
  /// - Returns: what is unpacked
  /// - Throws: ``Failure``
  static func unpack(_ input: [UInt8], atMost limit: Int) throws -> [UInt8] {
    var inflater = Inflater(input: input, limit: limit)
    try inflater.run()
    return inflater.output
  }

  private init(input: [UInt8], limit: Int) {
    self.input = input
    self.limit = limit
  }

  private var isFull: Bool { output.count >= limit }

  private mutating func run() throws {
    var isLast = false
    while !isLast, !isFull {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try stored()
      case 1: try block(Self.fixedLengths, Self.fixedDistances)
      case 2:
        let (lengths, distances) = try codes()
        try block(lengths, distances)
      default: throw Failure()
      }
    }
  }

  private mutating func bits(_ count: Int) throws -> Int {
    while heldBits < count {
      guard position < input.count else { throw Failure() }
      held |= UInt32(input[position]) << UInt32(heldBits)
      position += 1
      heldBits += 8
    }
    defer {
      held >>= UInt32(count)
      heldBits -= count
    }
    return Int(held & (1 << UInt32(count) - 1))
  }

  private mutating func stored() throws {
    (held, heldBits) = (0, 0)
    guard input.count - position >= 4 else { throw Failure() }
    let count = Int(input[position]) | Int(input[position + 1]) << 8
    guard count ^ 0xFFFF == Int(input[position + 2]) | Int(input[position + 3]) << 8 else { throw Failure() }
    position += 4
    let wanted = min(count, limit - output.count)
    guard input.count - position >= wanted else { throw Failure() }
    output += input[position..<position + wanted]
    position += wanted
  }

  private mutating func block(_ lengths: HuffmanCode, _ distances: HuffmanCode) throws {
    while !isFull {
      let symbol = try next(lengths)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      guard symbol > 256 else { return }
      guard symbol - 257 < Self.lengthBases.count else { throw Failure() }
      let length = Self.lengthBases[symbol - 257] + (try bits(Self.lengthExtras[symbol - 257]))
      let code = try next(distances)
      guard code < Self.distanceBases.count else { throw Failure() }
      let distance = Self.distanceBases[code] + (try bits(code < 4 ? 0 : code / 2 - 1))
      guard distance <= output.count else { throw Failure() }
      for _ in 0..<min(length, limit - output.count) { output.append(output[output.count - distance]) }
    }
  }

  private mutating func next(_ code: HuffmanCode) throws -> Int {
    var walk = HuffmanCode.Walk()
    while true {
      if let symbol = try code.step(&walk, bit: bits(1)) { return symbol }
    }
  }

  private mutating func codes() throws -> (HuffmanCode, HuffmanCode) {
    let (lengths, distances, orders) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    guard lengths <= 286 else { throw Failure() }
    var small = [Int](repeating: 0, count: 19)
    for index in 0..<orders { small[Self.order[index]] = try bits(3) }
    let code = try HuffmanCode(small)
    var all: [Int] = []
    while all.count < lengths + distances {
      let symbol = try next(code)
      let (value, count): (Int, Int)
      switch symbol {
      case 16:
        guard let last = all.last else { throw Failure() }
        (value, count) = (last, try bits(2) + 3)
      case 17: (value, count) = (0, try bits(3) + 3)
      case 18: (value, count) = (0, try bits(7) + 11)
      default: (value, count) = (symbol, 1)
      }
      all += repeatElement(value, count: count)
    }
    guard all.count == lengths + distances else { throw Failure() }
    return (try HuffmanCode(Array(all[..<lengths])), try HuffmanCode(Array(all[lengths...])))
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthExtras = (0..<28).map { $0 < 8 ? 0 : $0 / 4 - 1 } + [0]
  private static let lengthBases =
    lengthExtras.dropLast().reduce(into: [3]) { $0.append($0[$0.count - 1] + 1 << $1) }
    .dropLast() + [258]
  private static let distanceBases = (0..<30).reduce(into: [1]) { bases, code in
    bases.append(bases[bases.count - 1] + 1 << (code < 4 ? 0 : code / 2 - 1))
  }.dropLast()
  private static let fixedLengths = HuffmanCode(
    complete: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = HuffmanCode(complete: [Int](repeating: 5, count: 30))
}
