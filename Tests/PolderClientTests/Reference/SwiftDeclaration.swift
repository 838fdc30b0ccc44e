/// A public function, initializer or property, as its source declares it.
struct SwiftDeclaration: Sendable {
  /// One parameter.
  struct Parameter: Sendable {
    /// The name at the call, `_` for none.
    let label: String
    /// The name inside.
    let name: String
    /// The default; nil when the parameter has to be given.
    let fallback: String?
  }

  /// The type that has it.
  let owner: String
  let name: String
  /// The parameters; nil for a property.
  let parameters: [Parameter]?
  /// The type of a property; nil for a function.
  let type: String?

  /// The name with its labels, as documentation writes it.
  var signature: String {
    guard let parameters else { return name }
    return name + "(" + parameters.map { $0.label + ":" }.joined() + ")"
  }

  /// The public declarations of a source.
  static func all(in source: String) -> [SwiftDeclaration] {
    let owners = source.matches(
      of: /(?m)^(?:public )?(?:final )?(?:struct|class|actor|enum|extension) (\w+)/)
    func owner(at place: String.Index) -> String {
      owners.last { $0.range.lowerBound <= place }.map { String($0.1) } ?? ""
    }
    let functions = source.matches(of: /(?m)^ +public (?:func (\w+)|init)(?:<[^(]*>)?\(/).map { match in
      SwiftDeclaration(
        owner: owner(at: match.range.lowerBound), name: match.1.map { String($0) } ?? "init",
        parameters: parameters(source[match.range.upperBound...]), type: nil)
    }
    let properties = source.matches(of: /(?m)^ +public (?:let|var) (\w+): ([^{\n]+)/).map { match in
      SwiftDeclaration(
        owner: owner(at: match.range.lowerBound), name: String(match.1), parameters: nil,
        type: ParameterList.trimmed(String(match.2)))
    }
    return functions + properties
  }

  /// The parameters in a text that begins behind their opening parenthesis.
  private static func parameters(_ text: Substring) -> [Parameter] {
    var depth = 1
    let inside = text.prefix { character in
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      return depth > 0
    }
    return ParameterList.parts(String(inside)).map { part in
      let (names, rest) = ParameterList.halves(part, at: ":") ?? (part, "")
      let words = names.split(separator: " ").map { String($0) }
      return Parameter(
        label: words.first ?? "", name: words.last ?? "", fallback: ParameterList.halves(rest, at: " = ")?.1)
    }
  }
}
