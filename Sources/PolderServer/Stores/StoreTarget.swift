/// The store that is to be called, and how far its address is trusted.
struct StoreTarget: Sendable {
  /// The address as it was given or stands in the database.
  let url: String
  /// Whether the caller insists on an address of this very machine.
  var isForced = false
  /// Whether it stands in the database.
  var isKnown = false
}
