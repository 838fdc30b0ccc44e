extension RuntimePlacement {
  /// Inside a sandbox every run has the same port; without one a port of the machine that is free now.
  static func program(_ settings: RuntimeSettings) throws -> RuntimePlacement {
    if settings.sandbox == .required { return RuntimePlacement(paths: .bound, proxyPort: 8_080) }
    return RuntimePlacement(paths: .machine, proxyPort: try FreePort.find())
  }
}
