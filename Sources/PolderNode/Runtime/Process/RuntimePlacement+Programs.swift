extension RuntimePlacement {
  /// Inside a sandbox every run has the same port; without one a port of the machine that is free now.
  static func program(_ settings: RuntimeSettings, _ helpers: HelperBoard?) throws -> RuntimePlacement {
    if settings.sandbox == .required {
      return RuntimePlacement(paths: .bound, proxyPort: 8_080, helpers: try helpers?.place() ?? [])
    }
    // Names of helpers would be those of the whole machine; the check refuses them.
    return RuntimePlacement(paths: .machine, proxyPort: try FreePort.find())
  }
}
