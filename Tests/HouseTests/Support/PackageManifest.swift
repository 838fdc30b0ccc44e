/// The targets that `Package.swift` declares, read from its text: running it would take seconds.
struct PackageManifest {
  struct Target {
    let name: String
    /// Those dependencies that are targets of this package.
    let ours: Set<String>
  }

  let rooms: [Target]
  let tests: [Target]

  init(text: String) throws {
    let calls = try ["room(", ".target(", ".executableTarget(", ".systemLibrary(", "tests("].flatMap { opening in
      try Self.calls(of: opening, in: text).map { (opening, $0) }
    }
    let names = Set(calls.compactMap { Self.literals(in: $0.1).first })
    let targets = try calls.map { opening, body in
      let literals = Self.literals(in: body)
      guard let name = literals.first else { throw HouseError(what: "a target in Package.swift has no name: \(body)") }
      return (opening, Target(name: name, ours: Set(literals.dropFirst()).intersection(names)))
    }
    rooms = targets.filter { $0.0 != "tests(" }.map(\.1)
    tests = targets.filter { $0.0 == "tests(" }.map(\.1)
  }

  /// What stands between the parentheses of every call that begins a line, or follows its indentation.
  private static func calls(of opening: String, in text: String) throws -> [Substring] {
    var found: [Substring] = []
    var rest = text[...]
    while let range = rest.firstRange(of: "\n    " + opening) {
      let body = rest[range.upperBound...]
      guard let end = closing(of: body) else {
        throw HouseError(what: "Package.swift has no end for a call of \(opening)")
      }
      found.append(body[..<end])
      rest = body[end...]
    }
    return found
  }

  /// The parenthesis that closes a call, given what follows the one that opens it; those in literals do not count.
  private static func closing(of body: Substring) -> Substring.Index? {
    var depth = 1
    var quoted = false
    for index in body.indices {
      switch body[index] {
      case "\"": quoted.toggle()
      case "(" where !quoted: depth += 1
      case ")" where !quoted: depth -= 1
      default: continue
      }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The string literals in a piece of code, in their order.
  private static func literals(in code: Substring) -> [String] {
    code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
