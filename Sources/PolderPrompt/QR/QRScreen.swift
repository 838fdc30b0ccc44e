/// A QR code drawn with characters: two modules in each, one above the other, with the quiet zone that scanners need.
public enum QRScreen {
  /// Light modules around the code.
  static let quiet = 4

  /// The lines.
  /// - Parameters:
  ///   - code: the code
  ///   - isColored: whether black and white are asked for, which every scanner reads; without, light modules are drawn
  ///     in the terminal's text colour, as fits a dark screen
  /// - Returns: the lines from the top
  public static func lines(_ code: QRCode, isColored: Bool = true) -> [String] {
    stride(from: -quiet, to: code.size + quiet, by: 2).map { y in
      var line = ""
      for x in -quiet..<code.size + quiet {
        let (upper, lower) = (code[x, y], code[x, y + 1])
        line.append(isColored ? character(upper, lower) : character(!upper, !lower))
      }
      return isColored ? "\u{1b}[38;5;16;48;5;231m\(line)\u{1b}[0m" : line
    }
  }

  /// How many cells a line takes.
  public static func width(of code: QRCode) -> Int { code.size + 2 * quiet }

  private static func character(_ upper: Bool, _ lower: Bool) -> Character {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }
}
