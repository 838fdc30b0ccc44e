import Foundation
import PolderCore
import Testing

/// A recorded session of two users, two nodes and some strangers with the incumbent's sockets.
struct SocketRecording: Sendable {
  /// What each of them heard, in order, as `event arguments`; how a client's own leaving looks is the client's matter.
  let heard: [String: [String]]
  /// What was answered in between: what was asked, and what stands behind it.
  let replies: [String: [JSONValue]]

  init() throws {
    let path = try #require(Bundle.module.path(forResource: "golden-sockets", ofType: "json", inDirectory: "Fixtures"))
    let entries = try JSONValue(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    var heard: [String: [String]] = [:]
    var replies: [String: [JSONValue]] = [:]
    for entry in try #require(entries.array) {
      let parts = try #require(entry.array)
      if let marker = parts.first?.string {
        // What `connected?` says of one stands with the one.
        replies[marker, default: []] += parts.dropFirst()
        continue
      }
      let (who, event) = (try #require(parts[1].string), try #require(parts[2].string))
      guard event != "DISCONNECT" else { continue }
      let words = (parts[3].array ?? []).map { $0.string ?? $0.text }.joined(separator: " ")
      heard[who, default: []].append(words.isEmpty ? event : "\(event) \(words)")
    }
    self.heard = heard
    self.replies = replies
  }

  /// What Polder tells, in the same order: the incumbent tells the presence of a node to all nodes of all collaborations
  /// as well, so that one of its own collaboration hears it twice (deviation 32).
  func withoutDoublePresence() -> [String: [String]] {
    heard.mapValues { lines in
      var kept: [String] = []
      for line in lines where !(line.hasPrefix("node-o") && kept.last == line) { kept.append(line) }
      return kept
    }
  }
}
