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
  /// Folders outside `/usr` from which this program's own libraries come; programs built beside it need them too.
  private let libraryFolders: [String]

  init(_ settings: RuntimeSettings) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    shimPath = settings.shim ?? folder + "/polder-shim"
    guard FileManager.default.isExecutableFile(atPath: shimPath) else {
      throw PolderError(
        .runtimeNotIsolated, "The supervisor polder-shim is missing.", object: shimPath,
        nextStep: "Put it beside polder, or name it in the configuration under runtime: shim.")
    }
    let places = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
    bubblewrap = places.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard bubblewrap != nil || settings.sandbox == .off else {
      throw PolderError(
        .runtimeNotIsolated, "bubblewrap is missing: algorithms can not be isolated.", object: places[0],
        nextStep: "Install the package bubblewrap. For development without real data only: runtime: sandbox: off.")
    }
    libraryFolders = Self.ownLibraryFolders()
  }

  /// The folders that a program needs beside `/usr`: its own, and those of libraries.
  func readable(for program: [String]) -> [String] {
    var folders: [String] = []
    for path in program.prefix(1) where path.hasPrefix("/") && !path.hasPrefix("/usr/") { folders.append(path) }
    return folders + libraryFolders
  }

  /// Runs the shim and gives its exit code and what it said.
  func shim(_ arguments: [String]) async throws -> (code: Int32, text: String) {
    let outcome = try await Subprocess.run(
      .path(FilePath(shimPath)), arguments: Arguments(arguments), environment: .custom([:]), output: .discarded,
      error: .string(limit: 16 << 10))
    let text = outcome.standardError.prefix(1_000)
    switch outcome.terminationStatus {
    case .exited(let code): return (code, String(text))
    case .signaled(let signal): return (128 + signal, String(text))
    }
  }

  private static func ownLibraryFolders() -> [String] {
    guard let maps = FileManager.default.contents(atPath: "/proc/self/maps") else { return [] }
    var folders: Set<String> = []
    for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
      guard let start = line.firstIndex(of: "/") else { continue }
      let path = line[start...]
      guard path.contains(".so"), !path.hasPrefix("/usr/"), !path.hasPrefix("/lib"), !path.hasSuffix(" (deleted)")
      else {
        continue
      }
      folders.insert(path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
    }
    return folders.sorted()
  }
}
