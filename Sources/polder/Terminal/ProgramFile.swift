import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file of this very program.
enum ProgramFile {
  static func path() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw PolderError(
        "program-file", "The program can not find its own file.", object: "/proc/self/exe",
        nextStep: "Run it where /proc is mounted.", cause: error)
    }
  }
}
