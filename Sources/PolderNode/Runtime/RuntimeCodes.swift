public import PolderCore

extension PolderError.Code {
  /// The run could not be started; nothing runs.
  public static let runtimeStartFailed: Self = "runtime-start-failed"
  /// There is no program for the image.
  public static let runtimeUnknownImage: Self = "runtime-unknown-image"
  /// This machine does not offer the isolation that is asked for.
  public static let runtimeNotIsolated: Self = "runtime-not-isolated"
}
