extension QRDrawing {
  /// How hard it is to read, by the standard's four rules: the mask with the least is taken.
  var penalty: Int {
    var penalty = 0
    for index in 0..<size {
      let row = (0..<size).map { modules[index * size + $0] }
      let column = (0..<size).map { modules[$0 * size + index] }
      for line in [row, column] { penalty += Self.runs(line) + Self.finderLike(line) }
    }
    return penalty + squares + balance
  }

  /// Five and more of a kind in a row.
  private static func runs(_ line: [Bool]) -> Int {
    var (penalty, run) = (0, 0)
    for index in line.indices {
      run = index > 0 && line[index] == line[index - 1] ? run + 1 : 1
      if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
    }
    return penalty
  }

  /// What looks like a finder, with four light modules at one side.
  private static func finderLike(_ line: [Bool]) -> Int {
    let pattern = [true, false, true, true, true, false, true]
    var penalty = 0
    for start in 0...line.count - 7 where line[start..<start + 7].elementsEqual(pattern) {
      // What lies outside counts as light.
      let before = line[max(0, start - 4)..<start]
      let behind = line[start + 7..<min(line.count, start + 11)]
      if !before.contains(true) || !behind.contains(true) { penalty += 40 }
    }
    return penalty
  }

  /// Squares of two by two of a kind.
  private var squares: Int {
    var count = 0
    for y in 0..<size - 1 {
      for x in 0..<size - 1 {
        let kind = modules[y * size + x]
        if kind == modules[y * size + x + 1], kind == modules[(y + 1) * size + x],
          kind == modules[(y + 1) * size + x + 1]
        {
          count += 1
        }
      }
    }
    return 3 * count
  }

  /// How far the share of dark modules is from half, in steps of five in a hundred.
  private var balance: Int {
    let dark = modules.count { $0 }
    return abs(dark * 20 - modules.count * 10) / modules.count * 10
  }
}
