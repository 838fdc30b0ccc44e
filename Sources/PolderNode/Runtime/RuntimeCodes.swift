public import PolderCore

extension PolderError.Code {
  /// The run could not be started; nothing runs.
  public static let runtimeStartFailed: Self = "runtime-start-failed"
  /// There is no program for the image.
  public static let runtimeUnknownImage: Self = "runtime-unknown-image"
  /// The image can not be fetched from its registry.
  public static let runtimePullFailed: Self = "runtime-pull-failed"
  /// The container engine can not be reached, or refuses.
  public static let runtimeEngineFailed: Self = "runtime-engine-failed"
  /// The container engine is too old, or set up in a way that can not be used.
  public static let runtimeEngineUnsuitable: Self = "runtime-engine-unsuitable"
  /// This machine does not offer the isolation that is asked for.
  public static let runtimeNotIsolated: Self = "runtime-not-isolated"
}
