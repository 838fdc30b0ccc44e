/// One read that waits for a connection.
struct ReadJob: Sendable {
  let run: @Sendable (PostgresSession) -> Void
}
