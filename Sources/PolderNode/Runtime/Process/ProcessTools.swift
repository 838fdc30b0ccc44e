import PolderCore
import Subprocess
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The programs that the runtime itself needs, found once.
struct ProcessTools: Sendable {
  let shimPath: String
  /// Nil only when no sandbox is asked for.
  let bubblewrap: String?
  /// Paths outside `/usr` of this program's own libraries; programs built beside it need them too.
  let libraries: [String]

  init(_ settings: RuntimeSettings) throws {
    shimPath = try Self.shim(settings)
    let places = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
    bubblewrap = places.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard bubblewrap != nil || settings.sandbox == .off else {
      throw PolderError(
        .runtimeNotIsolated, "bubblewrap is missing: algorithms can not be isolated.", object: places[0],
        nextStep: "Install the package bubblewrap. For development without real data only: runtime: sandbox: off.")
    }
    libraries = Self.ownLibraries()
  }

  /// The path of the supervisor's program.
  /// - Throws: `PolderError` `runtime-not-isolated` when it is missing
  static func shim(_ settings: RuntimeSettings) throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = settings.shim ?? folder(of: own) + "/polder-shim"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw PolderError(
        .runtimeNotIsolated, "The supervisor polder-shim is missing.", object: path,
        nextStep: "Put it beside polder, or name it in the configuration under runtime: shim.")
    }
    return path
  }

  /// Runs the shim and gives its exit code and what it said; cancellation does not interrupt it half way.
  func shim(_ arguments: [String]) async throws -> (code: Int32, text: String) {
    let path = FilePath(shimPath)
    let outcome = try await Task {
      try await Subprocess.run(
        .path(path), arguments: Arguments(arguments), environment: .custom([:]), output: .discarded,
        error: .string(limit: 16 << 10))
    }.value
    let text = String(outcome.standardError.prefix(1_000))
    switch outcome.terminationStatus {
    case .exited(let code): return (code, text)
    case .signaled(let signal): return (128 + signal, text)
    }
  }

  /// Libraries that lie with Swift's own come with their whole folder, others one by one: a folder may hold more than
  /// an algorithm should see.
  private static func ownLibraries() -> [String] {
    guard let maps = SystemFile.text("/proc/self/maps") else { return [] }
    var files: Set<String> = []
    for line in maps.split(separator: "\n") {
      guard let start = line.firstIndex(of: "/") else { continue }
      let path = String(line[start...])
      guard path.contains(".so"), !path.hasSuffix(" (deleted)"), !isSystem(path) else { continue }
      files.insert(path)
    }
    let swift = Set(files.filter { $0.hasSuffix("/libswiftCore.so") }.map(folder))
    return (swift + files.filter { !swift.contains(folder(of: $0)) }).sorted()
  }

  /// Whether every sandbox shows a path anyway.
  static func isSystem(_ path: String) -> Bool {
    ["/usr/", "/lib/", "/lib32/", "/lib64/", "/bin/", "/sbin/"].contains { path.hasPrefix($0) }
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
