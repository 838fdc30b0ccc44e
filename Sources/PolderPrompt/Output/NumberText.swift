/// A number in a column that is too narrow for it: its decimals are cut off, never its magnitude.
enum NumberText {
  /// The narrowest width at which a number still tells how large it is.
  static func narrowest(_ text: String) -> Int {
    let parts = Parts(text)
    return parts.decimals.isEmpty ? text.count : parts.whole.count + 1 + parts.exponent.count
  }

  /// The number in that many cells, with `…` in place of the decimals that were cut off.
  static func fitted(_ text: String, to width: Int) -> String {
    let parts = Parts(text)
    guard text.count > width, !parts.decimals.isEmpty else { return text }
    let room = max(0, width - parts.whole.count - parts.exponent.count - 1)
    return parts.whole + parts.decimals.prefix(room) + "…" + parts.exponent
  }

  /// What a number is written of.
  private struct Parts {
    let whole: Substring
    let decimals: Substring
    let exponent: Substring

    init(_ text: String) {
      let mantissa = text.prefix { $0 != "e" && $0 != "E" }
      exponent = text[mantissa.endIndex...]
      whole = mantissa.prefix { $0 != "." }
      decimals = mantissa[whole.endIndex...]
    }
  }
}
