/// The table of texts of an Excel file, which cells refer to.
enum SharedTexts {
  /// The texts at some places, as far as they are there.
  static func texts(_ bytes: [UInt8], at places: Set<Int>) -> [Int: String] {
    guard let last = places.max() else { return [:] }
    var scanner = MarkupScanner(bytes)
    var found: [Int: String] = [:]
    var (place, text, isText, isSpoken) = (0, "", false, false)
    while place <= last, let event = scanner.next() {
      switch event {
      case .open("si", _): text = ""
      case .open("rPh", _): isSpoken = true
      case .close("rPh"): isSpoken = false
      // How a text is spoken is no part of it.
      case .open("t", _): isText = !isSpoken
      case .close("t"): isText = false
      case .text(let piece) where isText && places.contains(place): text += piece
      case .close("si"):
        if places.contains(place) { found[place] = text }
        place += 1
      default: break
      }
    }
    return found
  }
}
