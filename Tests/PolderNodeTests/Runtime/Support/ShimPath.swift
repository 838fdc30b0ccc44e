import Foundation

/// The built supervisor, beside the test bundle.
enum ShimPath {
  static let value: String = {
    // Without a link of its own a process is named by its first argument.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    // The bundle may be loaded by a helper of the toolchain, which then names it.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own
    return [own, bundle].map { URL(filePath: $0).deletingLastPathComponent().appending(path: "polder-shim").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/polder-shim is not built"
  }()
}
