extension SourceFile {
  /// What stands as code in a document, with its line: what is between backticks, and the lines of blocks for a shell.
  var shellCode: [(line: Int, text: Substring)] {
    var found: [(line: Int, text: Substring)] = []
    var block: Substring?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        block = block == nil ? line.dropFirst(3) : nil
      } else if let language = block {
        if language == "sh" || language == "console" { found.append((index, line)) }
      } else {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        found += parts.enumerated().filter { $0.offset % 2 == 1 }.map { (index, $0.element) }
      }
    }
    return found
  }
}
