/// A file with its lines.
struct SourceFile {
  /// Relative to the root of the repository.
  let path: String
  let text: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// How many lines an editor shows: the newline at the end opens no further one.
  var length: Int { lines.last?.isEmpty == true ? lines.count - 1 : lines.count }

  /// The name of the folder directly under `Sources` or `Tests`.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Where something stands, as an editor opens it.
  func place(_ index: Int) -> String { "\(path):\(index + 1)" }
}
