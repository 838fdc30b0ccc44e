extension JSONText {
  /// From how many members on they are looked up by a table: below, comparing all keys is faster.
  static let tableFrom = 32

  /// The value of a key in an object; of a repeated key the last counts.
  func member(_ key: String, of object: Int) -> Int? {
    var (key, found) = (key, nil as Int?)
    key.withUTF8 { name in
      forEachMember(of: object) { index, member in
        let token = tokens[index]
        if token.kind == .plain {
          guard token.bytes.count == name.count else { return }
          var (byte, offset) = (token.bytes.lowerBound, 0)
          while offset < name.count {
            guard bytes[byte] == name[offset] else { return }
            (byte, offset) = (byte + 1, offset + 1)
          }
          found = member
        } else if string(at: index)?.utf8.elementsEqual(name) == true {
          found = member
        }
      }
    }
    return found
  }

  /// The values of a large object by their keys.
  func members(of object: Int) -> [String: Int] {
    var members: [String: Int] = [:]
    members.reserveCapacity(Int(tokens[object].start))
    forEachMember(of: object) { key, member in members[string(at: key) ?? ""] = member }
    return members
  }

  /// The keys of an object in their order, each once.
  func keys(of object: Int) -> [String] {
    var (keys, known) = ([] as [String], Set<String>())
    forEachMember(of: object) { key, _ in
      let text = string(at: key) ?? ""
      if known.insert(text).inserted { keys.append(text) }
    }
    return keys
  }

  /// The way from the whole to a value.
  func path(to index: Int) -> [any CodingKey] {
    var path: [any CodingKey] = []
    var current = 0
    while current != index, let step = step(from: current, towards: index) {
      path.append(step.key)
      current = step.index
    }
    return path
  }

  func forEachMember(of object: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
    var key = object + 1
    while key < tokens[object].end {
      body(key, key + 1)
      key = behind(key + 1)
    }
  }

  private func step(from container: Int, towards index: Int) -> (key: JSONKey, index: Int)? {
    let isObject = tokens[container].kind == .object
    var (next, count) = (container + 1, 0)
    while next < tokens[container].end {
      let value = isObject ? next + 1 : next
      if (value..<behind(value)).contains(index) {
        return (isObject ? JSONKey(stringValue: string(at: next) ?? "") : JSONKey(intValue: count), value)
      }
      (next, count) = (behind(value), count + 1)
    }
    return nil
  }
}
