extension Duration {
  /// Decimal seconds with at most 9 digits after the point; nil if the text is anything else.
  init?(seconds text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, first.utf8.count <= 9, first.utf8.allSatisfy(\.isDigit),
      let whole = Int64(first)
    else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(\.isDigit), let digits = Int64(parts[1])
      else { return nil }
      fraction = digits
      for _ in parts[1].utf8.count..<9 { fraction *= 10 }
    }
    self = .seconds(whole) + .nanoseconds(fraction)
  }

  /// Seconds with three decimals.
  var secondsText: String {
    let thousandths = wholeMilliseconds
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }

  var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
