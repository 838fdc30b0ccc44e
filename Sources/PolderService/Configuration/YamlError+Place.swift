import Yams

extension YamlError {
  /// What is wrong and where, without the lines of the file, which may hold secrets.
  var withoutContent: String {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "\(problem) in line \(mark.line), column \(mark.column)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      "the key `\(duplicates.sorted().joined(separator: "`, `"))` stands twice in the section at line \(context.mark.line)"
    case .reader(let problem, _, _, _): problem
    default: "it is not valid YAML"
    }
  }
}
