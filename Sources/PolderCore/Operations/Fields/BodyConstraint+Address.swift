extension BodyConstraint where Value == String {
  /// An IPv4 or IPv6 address.
  public static var address: Self {
    Self(schema: ["anyOf": [["format": "ipv4"], ["format": "ipv6"]]]) { text in
      isIPv4(text[...]) || isIPv6(text) ? nil : "IP address is not valid"
    }
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        let isCanonical = part == "0" || !part.hasPrefix("0")
        return isCanonical && (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
          && (Int(part) ?? 256) < 256
      }
  }

  private static func isIPv6(_ text: String) -> Bool {
    guard text.utf8.count <= 45 else { return false }
    let halves = halves(text)
    guard (1...2).contains(halves.count) else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (position, part) in parts.enumerated() {
        let isLast = index == halves.count - 1 && position == parts.count - 1
        if isLast, part.contains(".") {
          guard isIPv4(part) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return false
          }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups < 8 : groups == 8
  }

  /// What stands on both sides of the `::`, or the whole text.
  private static func halves(_ text: String) -> [String] {
    var halves = [""]
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == ":", rest.first == ":" {
        rest.removeFirst()
        halves.append("")
      } else {
        halves[halves.count - 1].append(character)
      }
    }
    return halves
  }
}
