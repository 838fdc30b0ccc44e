public import PolderCore

/// What a feed of events tells.
public enum FeedEvent: Sendable {
  /// An event of the server.
  case event(EventName, JSONValue)
  /// Events may have been missed for good: what one knows has to be asked anew.
  case resynced
}
