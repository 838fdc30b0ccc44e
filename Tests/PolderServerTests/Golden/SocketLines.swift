import PolderCore
import Synchronization
import Testing

/// What is still to be heard, by who is to hear it.
final class SocketLines: Sendable {
  private let state: Mutex<[String: [String]]>

  init(_ lines: [String: [String]]) { state = Mutex(lines) }

  /// What nobody has heard yet.
  var rest: [String: [String]] { state.withLock { $0.filter { !$0.value.isEmpty } } }

  /// Waits for as many lines, and holds them to those that were recorded.
  func hear(_ name: String, _ peer: Peer, _ count: Int, location: SourceLocation = #_sourceLocation) async throws {
    take(name, try await peer.next(count), location: location)
  }

  /// Holds lines to those that were recorded.
  func take(_ name: String, _ heard: [String], location: SourceLocation = #_sourceLocation) {
    let wanted = state.withLock { state in
      let wanted = Array(state[name, default: []].prefix(heard.count))
      state[name, default: []].removeFirst(wanted.count)
      return wanted
    }
    #expect(heard == wanted, "\(name)", sourceLocation: location)
  }
}
