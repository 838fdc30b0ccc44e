import PolderClient
import PolderCore

extension FeedEvent {
  /// The event as one reads it.
  var text: String {
    switch self {
    case .event(let name, let payload): "\(name.rawValue) \(payload.text)"
    case .resynced: "resynced"
    }
  }
}

extension AsyncStream<FeedEvent> {
  /// The next events as one reads them.
  func next(_ count: Int) async -> [String] {
    var texts: [String] = []
    guard count > 0 else { return [] }
    for await event in self {
      texts.append(event.text)
      if texts.count == count { break }
    }
    return texts
  }
}
