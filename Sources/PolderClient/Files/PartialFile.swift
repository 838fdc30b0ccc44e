import PolderCore
import PolderCrypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file of the client that comes to its name only when it is whole; what does not is removed.
struct PartialFile {
  private let path: String
  private let replacing: Bool
  private let draft: FileDraft

  /// Begins a file.
  /// - Parameters:
  ///   - path: its name once it is whole
  ///   - replacing: whether it may take the place of another
  /// - Throws: `PolderError` `client-file`, or `client-file-exists`
  init(_ path: String, replacing: Bool) throws(PolderError) {
    // Told before anything large is fetched; what appears in between is not replaced either.
    if !replacing, access(path, F_OK) == 0 { throw Self.exists(path) }
    self.path = path
    self.replacing = replacing
    do { draft = try FileDraft(path) } catch { throw error.said("The file can not be written", path) }
  }

  /// Writes behind what was written.
  func write(_ bytes: [UInt8]) throws(PolderError) {
    do { try draft.write(bytes) } catch { throw error.said("The file can not be written", path) }
  }

  /// Gives the file its name.
  func finish() throws(PolderError) {
    do {
      try draft.finish(replacing: replacing)
    } catch {
      throw error.isThere && !replacing ? Self.exists(path) : error.said("The file can not be written", path)
    }
  }

  private static func exists(_ path: String) -> PolderError {
    PolderError(
      "client-file-exists", "There is such a file already, and it was left as it is.", object: path,
      nextStep: "Name another file, or say that it may be replaced.")
  }
}
