/// How large inputs and results may be.
struct PayloadLimits: Sendable {
  /// The most bytes of one that are held in memory.
  var inMemory = 64 << 20
  /// The most bytes of an input.
  var input = 1 << 30
  /// The most bytes of a result that is sent within a report, where the server keeps none beside its database.
  var textResult = 256 << 20
}
