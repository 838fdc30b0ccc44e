import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads and writes the files of a run.
enum ContainerFiles {
  static let maximumInputBytes = 1 << 30

  static func read(_ path: String, atMost limit: Int = maximumInputBytes) throws -> [UInt8] {
    do {
      let data = try Data(contentsOf: URL(filePath: path))
      guard data.count <= limit else {
        throw PolderError(.algorithmEnvironment, "The file is larger than \(limit) bytes.", object: path)
      }
      return Array(data)
    } catch let error as PolderError {
      throw error
    } catch {
      throw PolderError(.algorithmEnvironment, "A file of the run can not be read.", object: path, cause: error)
    }
  }

  /// Writes over what is there: the node may have bound the file itself into the sandbox.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do { try Data(bytes).write(to: URL(filePath: path)) } catch {
      throw PolderError(.algorithmEnvironment, "A file of the run can not be written.", object: path, cause: error)
    }
  }
}
