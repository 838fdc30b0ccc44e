/// The square of a QR code while it is drawn.
struct QRDrawing {
  let version: Int
  let size: Int
  private(set) var modules: [Bool]
  /// The modules that belong to patterns: no codeword goes there and no mask.
  private var isPattern: [Bool]

  /// A square with all patterns, and without codewords.
  init(version: Int) {
    self.version = version
    size = 17 + 4 * version
    modules = Array(repeating: false, count: size * size)
    isPattern = modules
    for index in 0..<size {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { finder(x, y) }
    let places = alignments
    for (row, y) in places.enumerated() {
      for (column, x) in places.enumerated() {
        let last = places.count - 1
        let isCorner = (row == 0 && (column == 0 || column == last)) || (row == last && column == 0)
        if !isCorner { alignment(x, y) }
      }
    }
    format(0, .low)
    numberOfVersion()
  }

  /// Lays the codewords out in double columns from the right, up and down in turn.
  mutating func draw(_ words: [UInt8]) {
    var bit = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<size {
        for x in [right, right - 1] {
          let y = (right + 1) & 2 == 0 ? size - 1 - step : step
          guard !isPattern[y * size + x], bit < words.count * 8 else { continue }
          modules[y * size + x] = words[bit >> 3] >> (7 - bit & 7) & 1 == 1
          bit += 1
        }
      }
      right -= 2
    }
  }

  /// The square with a mask over the codewords, and with the format that tells of it.
  func masked(_ mask: Int, _ level: QRLevel) -> QRDrawing {
    var drawing = self
    drawing.format(mask, level)
    for y in 0..<size {
      for x in 0..<size where !isPattern[y * size + x] && Self.inverts(mask, x, y) {
        drawing.modules[y * size + x].toggle()
      }
    }
    return drawing
  }

  private static func inverts(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
    switch mask {
    case 0: (x + y) % 2 == 0
    case 1: y % 2 == 0
    case 2: x % 3 == 0
    case 3: (x + y) % 3 == 0
    case 4: (x / 3 + y / 2) % 2 == 0
    case 5: x * y % 2 + x * y % 3 == 0
    case 6: (x * y % 2 + x * y % 3) % 2 == 0
    default: ((x + y) % 2 + x * y % 3) % 2 == 0
    }
  }

  private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
    modules[y * size + x] = isDark
    isPattern[y * size + x] = true
  }

  private mutating func finder(_ centerX: Int, _ centerY: Int) {
    for y in max(0, centerY - 4)...min(size - 1, centerY + 4) {
      for x in max(0, centerX - 4)...min(size - 1, centerX + 4) {
        let distance = max(abs(x - centerX), abs(y - centerY))
        set(x, y, distance != 2 && distance != 4)
      }
    }
  }

  private mutating func alignment(_ centerX: Int, _ centerY: Int) {
    for y in centerY - 2...centerY + 2 {
      for x in centerX - 2...centerX + 2 { set(x, y, max(abs(x - centerX), abs(y - centerY)) != 1) }
    }
  }

  /// Where alignment patterns have their centers, in both directions.
  private var alignments: [Int] {
    guard version > 1 else { return [] }
    let count = version / 7 + 2
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2
    return [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
  }

  /// Level and mask, with ten bits of correction, twice.
  private mutating func format(_ mask: Int, _ level: QRLevel) {
    let data = level.format << 3 | mask
    var rest = data
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (data << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(8, index, bit(index)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for index in 9..<15 { set(14 - index, 8, bit(index)) }
    for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
    set(8, size - 8, true)
  }

  /// The version, with twelve bits of correction, twice; from version 7.
  private mutating func numberOfVersion() {
    guard version >= 7 else { return }
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version << 12 | rest
    for index in 0..<18 {
      let (near, far) = (index / 3, size - 11 + index % 3)
      set(far, near, bits >> index & 1 == 1)
      set(near, far, bits >> index & 1 == 1)
    }
  }
}
