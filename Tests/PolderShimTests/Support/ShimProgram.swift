import Foundation

/// The built program, beside the test bundle.
enum ShimProgram {
  struct Ended: Equatable {
    var code: Int32
    var bySignal = false
    var errors = ""
  }

  static var path: String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let beside = URL(filePath: own).deletingLastPathComponent().appending(path: "polder-shim").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    // The bundle may be loaded by a helper of the toolchain, which then names it.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "polder-shim").path
  }

  /// Runs it to its end.
  static func run(_ arguments: [String]) async throws -> Ended {
    try await run(path, arguments)
  }

  static func run(_ program: String, _ arguments: [String]) async throws -> Ended {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let errors = FileManager.default.temporaryDirectory.appending(path: "shim-errors-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    return Ended(
      code: process.terminationStatus, bySignal: process.terminationReason == .uncaughtSignal,
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
