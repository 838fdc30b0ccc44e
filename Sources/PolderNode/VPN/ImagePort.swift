import PolderCore

/// A port at which an image's algorithm listens, as the image says (`EXPOSE 5000`, `LABEL p5000=sums`).
struct ImagePort: Sendable, Hashable {
  /// The port of an image that names none, as the contract has it.
  static let usual = ImagePort(number: 8_888, label: nil)
  /// The most of one image.
  static let most = 16

  let number: Int
  /// What it is for.
  let label: String?

  /// Those of an image, in the order of their numbers, by the part `Config` of what an engine says of it; only TCP is carried.
  static func all(_ image: JSONValue?) -> [ImagePort] {
    var numbers: Set<Int> = []
    for (name, _) in image?["ExposedPorts"]?.object ?? [:] {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard let number = parts.first.flatMap({ Int($0) }), (1...65_535).contains(number), parts.count <= 2,
        parts.count == 1 || parts[1].lowercased() == "tcp"
      else { continue }
      numbers.insert(number)
    }
    guard !numbers.isEmpty else { return [usual] }
    return numbers.sorted().prefix(most).map { number in
      let label = image?["Labels"]?["p\(number)"]?.string.map { String($0.prefix(128)) }
      return ImagePort(number: number, label: label)
    }
  }
}
