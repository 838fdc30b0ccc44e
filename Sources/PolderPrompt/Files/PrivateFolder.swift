import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that only its owner may look into.
enum PrivateFolder {
  /// Makes the folder and those above it that are missing; one that is there stays as it is.
  static func make(_ path: String) throws(PolderError) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, path != "/", path != "." else {
      throw PrivateFile.failure("The folder can not be made", path)
    }
    try make(PrivateFile.folder(of: path))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw PrivateFile.failure("The folder can not be made", path)
    }
  }
}
