/// A request for a subtask as it was sent, for the case that its algorithm makes it again.
struct KeptRequest: Sendable, Hashable {
  /// The bytes; nil where they are so many that they lie in a file.
  let body: [UInt8]?
  /// The name of that file in the run's folder.
  let file: String?
  /// How many bytes there are.
  let size: Int
  /// For whom it was sealed.
  let sent: SentSubtask
}
