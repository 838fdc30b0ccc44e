/// A runtime that can start any program in the conditions of an algorithm, as the probe needs it.
protocol ProgramRunner: Runtime {
  /// Starts a program; `readable` are paths that it needs beside `/usr`.
  func start(_ program: [String], readable: [String], _ order: RunOrder) async throws
}
