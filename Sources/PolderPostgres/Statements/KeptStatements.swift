/// Which statements a connection keeps prepared: those that came twice, and of those the ones used last.
final class KeptStatements {
  /// How a statement is to be sent.
  enum Use: Equatable {
    /// Text and parameters together, nothing is kept.
    case once
    /// It is to be prepared under this name; another one has to go for it.
    case prepare(String, dropping: String?)
    /// It is prepared under this name.
    case prepared(String)
  }

  private struct Key: Hashable {
    let text: String
    let types: [UInt32]
  }

  private struct Entry {
    let name: String
    var lastUse: Int
    var isPrepared = false
  }

  private let limit: Int
  private var entries: [Key: Entry] = [:]
  private var seen: Set<Key> = []
  private var uses = 0
  private var names = 0

  init(limit: Int) { self.limit = limit }

  func use(_ text: String, _ types: [UInt32]) -> Use {
    let key = Key(text: text, types: types)
    uses += 1
    if let entry = entries[key], entry.isPrepared {
      entries[key]?.lastUse = uses
      return .prepared(entry.name)
    }
    guard seen.contains(key) else {
      if seen.count >= 4 * limit { seen = [] }
      seen.insert(key)
      return .once
    }
    guard limit > 0 else { return .once }
    var dropped: String?
    if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      entries[oldest.key] = nil
      dropped = oldest.value.isPrepared ? oldest.value.name : nil
    }
    names += 1
    let name = "polder_\(names)"
    entries[key] = Entry(name: name, lastUse: uses)
    return .prepare(name, dropping: dropped)
  }

  func isPrepared(_ text: String, _ types: [UInt32]) { entries[Key(text: text, types: types)]?.isPrepared = true }
}
