import PolderCore

extension EngineClient {
  /// The containers that bear a label, also those that do not run.
  func containers(labelled label: String, _ value: String) async throws -> [LabelledThing] {
    let query = [(name: "all", value: "true"), Self.filter(label, value)]
    return try await things("/containers/json", query, label, value)
  }

  /// The networks that bear a label.
  func networks(labelled label: String, _ value: String) async throws -> [LabelledThing] {
    try await things("/networks", [Self.filter(label, value)], label, value)
  }

  /// Removes a network; false when something still uses it, and it was left alone.
  func removeNetwork(_ id: String) async throws -> Bool {
    do {
      try await delete("/networks/\(id)")
      return true
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return true
    } catch let refusal as EngineRefusal where refusal.status == 403 || refusal.isConflict {
      return false
    }
  }

  private static func filter(_ label: String, _ value: String) -> (name: String, value: String) {
    let filters: JSONValue = ["label": [.string("\(label)=\(value)")]]
    return ("filters", filters.text)
  }

  private func things(
    _ path: String, _ query: [(name: String, value: String)], _ label: String, _ value: String
  ) async throws -> [LabelledThing] {
    // What an engine gives without looking at the filter is another's.
    (try await get(path, query: query).array ?? []).compactMap(LabelledThing.init).filter { $0.labels[label] == value }
  }
}
