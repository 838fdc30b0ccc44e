import PolderCore

/// What a feed has told: the events of a gap are told, and those that were pushed already are not told again.
///
/// Pushed events carry no number, so that what is asked for later is compared by what it says. Each event is told at
/// least once; around a loss of the connection it may be told twice.
struct EventLedger {
  /// How many pushed events are remembered before they have to be settled with the server.
  static let capacity = 2_048

  /// Behind which event the server is asked; nil before it said where it stands.
  private(set) var cursor: Int64?
  private var pushed: [Int: Int] = [:]
  private var count = 0

  /// Whether so many events were pushed that the cursor has to be moved on.
  var isFull: Bool { count >= Self.capacity }

  /// Begins behind an event.
  mutating func begin(at cursor: Int64) {
    self.cursor = cursor
    forget()
  }

  /// Remembers an event that was pushed.
  mutating func push(_ name: String, _ payload: JSONValue) {
    pushed[Self.key(name, payload), default: 0] += 1
    count += 1
  }

  /// Takes events that were asked for and gives those that nobody was told.
  mutating func take(_ page: Wire.EventPage) -> [FeedEvent] {
    cursor = page.cursor
    if page.lost {
      forget()
      return [.resynced]
    }
    return page.data.compactMap { event in
      guard let name = EventName(rawValue: event.event) else { return nil }
      let key = Self.key(event.event, event.payload)
      if let times = pushed[key] {
        pushed[key] = times > 1 ? times - 1 : nil
        return nil
      }
      return .event(name, event.payload)
    }
  }

  /// Forgets what was pushed: all of it lies before the cursor.
  mutating func forget() {
    pushed = [:]
    count = 0
  }

  /// The hash is enough: what is taken for another costs one event in 2⁵³.
  private static func key(_ name: String, _ payload: JSONValue) -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(payload)
    return hasher.finalize()
  }
}
