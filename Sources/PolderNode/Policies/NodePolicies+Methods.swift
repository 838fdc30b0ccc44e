extension NodePolicies {
  /// Whether any rule looks at the function of an image.
  func looksAtMethod(of image: String, digest: String? = nil) -> Bool {
    methods.contains { $0.image.match(image, digest: digest) != .fitsNot }
  }

  /// What the rules say about the function that a run calls. Those that allow are alternatives; one that denies, or
  /// only looks at arguments, holds whatever others allow. An entry that may fit, as long as digests are not known,
  /// fits.
  func byMethod(_ question: PolicyQuestion) -> [PolicyFinding] {
    let rules = methods.enumerated().filter {
      $0.element.image.match(question.image, digest: question.digest) != .fitsNot
    }
    guard let first = rules.first else { return [] }
    guard let input = question.input else {
      return [
        PolicyFinding(
          .refuses, place("methods", first.offset),
          "This node runs certain functions of this image only, and the input does not say which one it calls"
        )
      ]
    }
    for (number, rule) in rules {
      if let entry = rule.denied.firstIndex(where: { Self.isSame($0, input.method) }) {
        return [
          PolicyFinding(.refuses, place("methods[\(number)].deny", entry), "This node does not run this function")
        ]
      }
    }
    for (number, rule) in rules where rule.allowed == nil {
      if let refusal = broken(rule, number, input) { return [refusal] }
    }
    let allowing = rules.filter { $0.element.allowed != nil }
    guard let firstAllowing = allowing.first else {
      return [
        PolicyFinding(.passes, place("methods", first.offset), "No rule is against this function and its arguments")
      ]
    }
    var refusals: [PolicyFinding] = []
    for (number, rule) in allowing {
      guard let entry = rule.allowed?.firstIndex(where: { Self.isSame($0, input.method) }) else { continue }
      guard let refusal = broken(rule, number, input) else {
        return [PolicyFinding(.passes, place("methods[\(number)].allow", entry), "The function is on the list")]
      }
      refusals.append(refusal)
    }
    return [
      refusals.first
        ?? PolicyFinding(
          .refuses, place("methods[\(firstAllowing.offset)].allow"), "This node does not run this function of the image"
        )
    ]
  }

  private func broken(_ rule: MethodRule, _ number: Int, _ input: RunInput) -> PolicyFinding? {
    guard let first = rule.arguments.first else { return nil }
    let key = "methods[\(number)].arguments"
    guard input.positional == 0 else {
      return PolicyFinding(
        .refuses, place("\(key).\(first.name)"),
        "This node takes the arguments of this function by name only, so that it can look at them")
    }
    for argument in rule.arguments {
      guard let condition = argument.broken(by: input.arguments) else { continue }
      return PolicyFinding(
        .refuses, place("\(key).\(argument.name).\(condition)"),
        "This node does not run this function with this argument")
    }
    return nil
  }

  /// Names of functions are compared by their bytes, as algorithms do.
  static func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
