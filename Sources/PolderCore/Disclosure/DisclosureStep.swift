/// One step down into a result.
enum DisclosureStep: Hashable {
  case key(String)
  case index(Int)

  var text: String {
    switch self {
    case .key(let key): key
    case .index(let index): String(index)
    }
  }
}

extension DisclosurePath {
  /// The keys that the wildcards stand for when this path covers a place, else nil.
  func bindings(covering place: [DisclosureStep]) -> [DisclosureStep]? {
    guard segments.count <= place.count else { return nil }
    var bindings: [DisclosureStep] = []
    for (segment, step) in zip(segments, place) {
      switch segment {
      case .any: bindings.append(step)
      case .name(let name): if name != step.text { return nil }
      }
    }
    return bindings
  }

  /// The place that this path names when its wildcards stand for those keys; nil when there are too few of them.
  func place(_ bindings: [DisclosureStep]) -> [DisclosureStep]? {
    var left = bindings[...]
    var place: [DisclosureStep] = []
    for segment in segments {
      switch segment {
      case .name(let name): place.append(.key(name))
      case .any:
        guard let step = left.popFirst() else { return nil }
        place.append(step)
      }
    }
    return place
  }
}

extension JSONValue {
  func at(_ place: [DisclosureStep]) -> JSONValue? {
    var value = self
    for step in place {
      let next: JSONValue?
      switch step {
      case .key(let key): next = value[key] ?? Int(key).flatMap { value[$0] }
      case .index(let index): next = value[index]
      }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
