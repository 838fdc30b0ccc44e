/// The verbs of the program, read from the sources that declare them.
struct CommandLineVerbs {
  let verbs: Set<String>

  init(files: [SourceFile]) {
    let lines = files.flatMap(\.lines)
    let named = lines.compactMap { $0.firstMatch(of: /commandName: "([a-z\-]+)"/) }.map { String($0.1) }
    // A command without a name of its own is called like its type.
    let typed = lines.compactMap { $0.firstMatch(of: /struct ([A-Z]\w*): (?:Async)?ParsableCommand/) }
    verbs = Set(named + typed.map { $0.1.lowercased() })
  }

  /// The words after the program's name in a piece of a document, up to the first option or argument.
  static func words(in text: Substring) -> [[String]] {
    text.matches(of: /(?:^|[`$ \/])polder((?: [a-z][a-z\-]*)+)/).map { match in
      match.1.split(separator: " ").prefix(2).map(String.init)
    }
  }

  /// The first word that is no verb: the first always has to be one, the second if the first is a noun like `server`.
  func unknown(in words: [String], nouns: Set<String>) -> String? {
    guard let first = words.first else { return nil }
    guard verbs.contains(first) else { return first }
    guard nouns.contains(first), let second = words.dropFirst().first else { return nil }
    return verbs.contains(second) ? nil : second
  }
}
