/// The exit codes, as `docs/exit-codes.md` promises them.
enum ExitStatus {
  /// It did not work.
  static let failure: Int32 = 1
  /// Another side does not answer, or what is needed is taken.
  static let unavailable: Int32 = 69
  /// A name, password or key was refused.
  static let permission: Int32 = 77
  /// The configuration is wrong.
  static let configuration: Int32 = 78
  /// Somebody interrupted it.
  static let interrupted: Int32 = 130
}
