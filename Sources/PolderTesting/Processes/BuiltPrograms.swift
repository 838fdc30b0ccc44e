import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The programs of this build, which lie beside the tests.
package enum BuiltPrograms {
  /// The path of `polder`.
  /// - Throws: `PolderError` when it was not built
  package static func polder() throws -> String { try path(of: "polder") }

  /// The path of `polder-shim`.
  /// - Throws: `PolderError` when it was not built
  package static func shim() throws -> String { try path(of: "polder-shim") }

  private static func path(of name: String) throws -> String {
    var places = [try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")]
    // The bundle may be loaded by a helper of the toolchain, which then names it.
    places += CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
    for place in places {
      let beside = URL(fileURLWithPath: place).deletingLastPathComponent().path + "/" + name
      if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    }
    throw PolderError(
      "testing-no-program", "There is no program beside the tests.", object: places.joined(separator: ", "),
      nextStep: "Build it: swift build --build-tests")
  }
}
