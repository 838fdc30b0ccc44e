/// How large inputs and results may be.
struct PayloadLimits: Sendable {
  /// The most bytes of an opened input that are held in memory, where it may wait long; larger ones wait in a file.
  var inMemory = 16 << 10
  /// How many inputs are opened, or looked into, at the same time.
  var openings = 8
  /// The most bytes of inputs that are kept as the server listed them; what is more is asked for again in its turn.
  var listed = 16 << 20
  /// The most bytes of an input.
  var input = 1 << 30
  /// The most bytes of a result that is sent within a report, where the server keeps none beside its database.
  var textResult = 256 << 20
}
