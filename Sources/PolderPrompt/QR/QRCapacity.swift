/// What a version holds.
struct QRCapacity {
  let version: Int
  let level: QRLevel

  init(_ version: Int, _ level: QRLevel) {
    self.version = version
    self.level = level
  }

  /// All codewords, with those of correction.
  var codewords: Int { Self.modules(version) / 8 }

  /// How many blocks the codewords are divided into.
  var blocks: Int { level.blocks[version - 1] }

  /// How many codewords of correction a block has.
  var correction: Int { level.correction[version - 1] }

  /// The codewords for the text.
  var data: Int { codewords - blocks * correction }

  /// How many bits the length takes.
  var lengthBits: Int { version < 10 ? 8 : 16 }

  /// Whether so many bytes fit, with mode and length.
  func holds(_ count: Int) -> Bool { 4 + lengthBits + 8 * count <= 8 * data }

  /// The modules that are left for codewords.
  private static func modules(_ version: Int) -> Int {
    var modules = (16 * version + 128) * version + 64
    if version >= 2 {
      let alignments = version / 7 + 2
      modules -= (25 * alignments - 10) * alignments - 55
    }
    return version >= 7 ? modules - 36 : modules
  }
}
