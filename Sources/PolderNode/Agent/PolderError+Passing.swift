import PolderCore

extension PolderError {
  /// Whether what the node could not do for a run may go well at another time: the server or the engine is away, a disk is
  /// full, or the machine has no more files or watches.
  var isPassing: Bool { Self.passing.contains(code) || code.rawValue.hasPrefix("transport-") }

  private static let passing: Set<PolderError.Code> = [
    .runtimeEngineFailed, .nodeFolderUnusable, FolderWatch.unavailable,
  ]
}
