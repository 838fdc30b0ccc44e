import Foundation
import PolderCore

/// Paths that are kept, and so have to be whole.
enum FilePlace {
  /// The path from the root.
  static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path(percentEncoded: false) }

  /// The path from the root of a file that has to be there.
  static func existing(_ path: String) throws(PolderError) -> String {
    let whole = absolute(path)
    guard FileManager.default.isReadableFile(atPath: whole) else {
      throw PolderError(
        "prompt-input-file", "The file can not be read.", object: whole, nextStep: "Check its path and its rights.")
    }
    return whole
  }
}
