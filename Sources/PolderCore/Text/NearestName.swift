/// Finds what a person probably meant by a word that is not known.
public enum NearestName {
  /// The name that differs from a word by the fewest changed letters, or by case alone; nil when none is near.
  /// Words of more than 64 characters, and names after the first 1,000, are not compared.
  public static func among(_ names: some Sequence<String>, to word: String) -> String? {
    let wanted = Array(word.lowercased())
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for name in names.prefix(1_000) {
      let candidate = Array(name.lowercased())
      guard candidate.count <= 64, abs(candidate.count - wanted.count) <= 3 else { continue }
      let distance = distance(wanted, candidate)
      if distance <= max(1, wanted.count / 3), distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// Letters left out, added, replaced, or swapped with their neighbour.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (character == other ? 0 : 1)
        var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous.last ?? 0
  }
}
