/// Walks a result once and holds every value to the rules of the entries that cover it.
struct DisclosureWalk {
  let result: JSONValue
  let declaration: DisclosureDeclaration
  let policy: DisclosurePolicy
  private(set) var reasons: [DisclosureReason] = []
  private(set) var values = 0
  private(set) var lines: [String] = []
  private var constants = 0

  init(result: JSONValue, declaration: DisclosureDeclaration, policy: DisclosurePolicy) {
    self.result = result
    self.declaration = declaration
    self.policy = policy
  }

  mutating func run() {
    visit(result, at: [], Array(declaration.entries.indices))
    if constants > DisclosureJudge.maximumConstants {
      refuse("", "more than \(DisclosureJudge.maximumConstants) values are declared as constants")
    }
  }

  /// `entries` are those whose path agrees with the place so far.
  private mutating func visit(_ value: JSONValue, at place: [DisclosureStep], _ entries: [Int]) {
    guard reasons.count < DisclosureJudge.maximumReasons else { return }
    guard place.count <= 64 else { return refuse("", "it is nested too deeply") }
    switch value {
    case .null: return
    case .object(let object):
      for (key, element) in object {
        guard key.utf8.count <= DisclosureJudge.maximumTextBytes else {
          refuse(shown(place), "a key below is longer than \(DisclosureJudge.maximumTextBytes) bytes")
          continue
        }
        let step = DisclosureStep.key(key)
        visit(element, at: place + [step], entries.filter { agrees($0, step, at: place.count) })
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        let step = DisclosureStep.index(index)
        visit(element, at: place + [step], entries.filter { agrees($0, step, at: place.count) })
      }
    case .bool, .integer, .number, .string: judge(value, at: place, entries)
    }
  }

  private func agrees(_ entry: Int, _ step: DisclosureStep, at depth: Int) -> Bool {
    let segments = declaration.entries[entry].path.segments
    guard depth < segments.count, case .name(let name) = segments[depth] else { return true }
    return name == step.text
  }

  private mutating func judge(_ value: JSONValue, at place: [DisclosureStep], _ entries: [Int]) {
    values += 1
    guard values <= DisclosureJudge.maximumValues else {
      if values == DisclosureJudge.maximumValues + 1 { refuse("", "it has too many values") }
      return
    }
    let covering = entries.filter { declaration.entries[$0].path.segments.count <= place.count }
    guard !covering.isEmpty else { return refuse(shown(place), "the declaration does not say what it rests on") }
    for entry in covering { judge(value, at: place, by: declaration.entries[entry]) }
  }

  private mutating func judge(_ value: JSONValue, at place: [DisclosureStep], by entry: DisclosureDeclaration.Entry) {
    if case .string(let text) = value, text.utf8.count > DisclosureJudge.maximumTextBytes {
      return refuse(entry.path.description, "a text is longer than \(DisclosureJudge.maximumTextBytes) bytes")
    }
    let isNumber = value.double != nil
    switch entry.basis {
    case .line(let name):
      guard policy.allow.contains(name) else {
        return refuse(
          entry.path.description, "it can rest on single records, and leaves only by a line of the node's settings",
          rule: "allow: \(name)")
      }
      return rest("allow: \(name)")
    case .constant: return constants += 1
    case .label:
      if isNumber { refuse(entry.path.description, "a number is declared as a label") }
      return
    default:
      guard isNumber else { return refuse(entry.path.description, "what is declared as a number is none") }
    }
    hold(value, at: place, to: entry)
  }

  private mutating func hold(_ value: JSONValue, at place: [DisclosureStep], to entry: DisclosureDeclaration.Entry) {
    let field = entry.path.description
    switch entry.basis {
    case .missingCount:
      guard count(value) != nil else { return refuse(field, "what is declared as a count is none") }
      rest("missing counts are exempt")
    case .count: require(count(value), rows: true, field, "it counts fewer rows than the node requires")
    case .cell: require(count(value), rows: false, field, "it counts fewer records than the node requires")
    case .statistic(let rows):
      guard let support = support(rows, at: place, entry) else { return }
      require(support, rows: true, field, "it rests on fewer rows than the node requires")
    case .modelParameter(let rows, let parameters):
      guard let support = support(rows, at: place, entry) else { return }
      require(
        support - max(0, parameters), rows: true, field,
        "its model leaves fewer rows beyond its parameters than the node requires")
    case .extreme(let records):
      guard let support = support(records, at: place, entry) else { return }
      require(support, rows: false, field, "fewer records hold it than the node requires")
    case .line, .constant, .label: return
    }
  }

  private mutating func require(_ number: Int?, rows: Bool, _ field: String, _ problem: String) {
    let minimum = rows ? policy.minimumRows : policy.minimumRecords
    let rule = "\(rows ? "minimum_rows" : "minimum_records"): \(minimum)"
    guard let number else { return refuse(field, "what is declared as a count is none") }
    guard number >= minimum else { return refuse(field, problem, rule: rule) }
    rest(rule)
  }

  private func count(_ value: JSONValue) -> Int? {
    guard let number = value.double, let whole = Int(exactly: number), whole >= 0 else { return nil }
    return whole
  }

  /// How many records are declared; nil, with a reason, when the result itself contradicts it.
  private mutating func support(
    _ support: DisclosureSupport, at place: [DisclosureStep], _ entry: DisclosureDeclaration.Entry
  ) -> Int? {
    let field = entry.path.description
    switch support {
    case .exactly(let number):
      guard !isContradicted(number, at: place) else {
        refuse(field, "the declaration says more rows than the count beside it in the result")
        return nil
      }
      return number
    case .count(let path):
      guard let bindings = entry.path.bindings(covering: place), let named = path.place(bindings),
        let number = result.at(named).flatMap(count)
      else {
        refuse(field, "the declaration names a count that the result does not have")
        return nil
      }
      guard isDeclaredCount(named) else {
        refuse(field, "the declaration rests it on a place that is not declared as a count")
        return nil
      }
      return number
    }
  }

  private static let namesOfCounts = ["count", "rows", "n", "records"]

  private func isContradicted(_ number: Int, at place: [DisclosureStep]) -> Bool {
    guard let beside = result.at(Array(place.dropLast())) else { return false }
    return Self.namesOfCounts.contains { name in beside[name].flatMap(count).map { $0 < number } ?? false }
  }

  private func isDeclaredCount(_ place: [DisclosureStep]) -> Bool {
    declaration.entries.contains { entry in
      (entry.basis == .count || entry.basis == .cell) && entry.path.bindings(covering: place) != nil
    }
  }

  private func shown(_ place: [DisclosureStep]) -> String {
    DisclosurePath(segments: place.map { .name($0.text) }).description
  }

  private mutating func refuse(_ field: String, _ problem: String, rule: String? = nil) {
    let reason = DisclosureReason(field, problem, rule: rule)
    guard reasons.count < DisclosureJudge.maximumReasons, !reasons.contains(reason) else { return }
    reasons.append(reason)
  }

  private mutating func rest(_ line: String) {
    if !lines.contains(line) { lines.append(line) }
  }
}
