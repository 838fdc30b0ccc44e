/// When the data of runs is removed.
package struct RetentionSettings: Sendable {
  /// After how many days a completed run loses its result; nil for never.
  package var days: Int?
  /// Whether it loses its input too.
  package var includesInput = false

  /// Never.
  package init() {}
}
