public import PolderCore

/// A QR code (ISO/IEC 18004) of bytes, versions 1 to 20: up to 858 bytes.
public struct QRCode: Sendable, Hashable {
  /// The largest version that is made: 97 modules a side already fill a screen.
  static let largestVersion = 20

  /// How many modules a side has, without the quiet zone.
  public let size: Int
  /// The mask that was applied, 0 to 7.
  public let mask: Int
  private let modules: [Bool]

  /// The code of a text, as small as it can be.
  /// - Parameters:
  ///   - text: the text; scanners take it for UTF-8
  ///   - level: how much may be lost
  ///   - version: the version; nil takes the smallest that the text fits into
  ///   - mask: the mask, 0 to 7; nil takes the one that scanners read best
  /// - Throws: `PolderError` `qr-too-long` when the text does not fit
  public init(
    _ text: String, level: QRLevel = .low, version: Int? = nil, mask: Int? = nil
  ) throws(PolderError) {
    let bytes = Array(text.utf8)
    let versions = version.map { $0...$0 } ?? 1...Self.largestVersion
    let fitting = versions.lazy.compactMap { (1...Self.largestVersion).contains($0) ? QRCapacity($0, level) : nil }
      .first { $0.holds(bytes.count) }
    guard let capacity = fitting else {
      throw PolderError("qr-too-long", "The text is too long for a QR code.", object: "\(bytes.count) bytes")
    }
    let codewords = QRCodewords.make(of: bytes, capacity)
    var drawing = QRDrawing(version: capacity.version)
    drawing.draw(codewords)
    let masks = mask.map { [$0 & 7] } ?? Array(0...7)
    let drawn = masks.map { ($0, drawing.masked($0, level)) }
    let best = drawn.count == 1 ? drawn[0] : drawn.min { $0.1.penalty < $1.1.penalty } ?? drawn[0]
    size = drawing.size
    self.mask = best.0
    modules = best.1.modules
  }

  /// Whether a module is dark; what lies outside is light.
  public subscript(x: Int, y: Int) -> Bool {
    (0..<size).contains(x) && (0..<size).contains(y) && modules[y * size + x]
  }
}
