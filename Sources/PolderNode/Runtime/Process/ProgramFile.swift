import Glibc
import PolderCore

/// The program of an image, looked for before it is started: later its absence looks like any other failure.
enum ProgramFile {
  static let path = "/usr/local/bin:/usr/bin:/bin"

  /// Looks for the program.
  /// - Parameters:
  ///   - name: an absolute path, or a name without a slash
  ///   - path: the folders to look for a name in, with colons between them
  /// - Returns: its path
  /// - Throws: `PolderError` `runtime-start-failed`
  static func find(_ name: String, path: String) throws -> String {
    let candidates =
      name.hasPrefix("/")
      ? [name] : name.contains("/") ? [] : path.split(separator: ":").map { "\($0)/\(name)" }
    if let found = candidates.first(where: isExecutable) { return found }
    throw PolderError(
      .runtimeStartFailed, "The program of the image is missing or can not be executed.", object: name,
      nextStep: "Name an absolute path, or a program on the PATH, in the node's configuration under runtime: images.")
  }

  private static func isExecutable(_ path: String) -> Bool {
    // A folder can be entered, which the system calls executing, too.
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 { close(folder) }
    return folder < 0 && access(path, X_OK) == 0
  }
}
