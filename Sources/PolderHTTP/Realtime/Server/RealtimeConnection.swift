/// A connection for plain requests, whose end is noticed while a poll waits.
public struct RealtimeConnection: Sendable {
  let watch: ConnectionWatch
}
