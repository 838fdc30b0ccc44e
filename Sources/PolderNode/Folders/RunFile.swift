import Foundation
import Glibc
import PolderCore
import PolderCrypto
import PolderService

/// Reads and writes files in folders to which an algorithm can write, so nothing there is believed: no link is followed,
/// only regular files are read, never more than allowed.
enum RunFile {
  /// Writes a new file, closed to others.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unusable(path, errno) }
    defer { close(descriptor) }
    try put(bytes, descriptor, orThrow: unusable, path)
  }

  /// Writes all bytes into an open file.
  static func put(
    _ bytes: [UInt8], _ descriptor: Int32, orThrow refusal: (String, Int32) -> PolderError, _ path: String
  ) throws {
    do {
      try FileBytes.write(descriptor, bytes)
    } catch {
      throw refusal(path, error.number)
    }
  }

  /// Reads a file; nil when there is none.
  /// - Throws: `PolderError` `node-output-unreadable` or `node-output-too-large`; `node-folder-unusable` when the machine
  ///   has no room to read anything for the moment, which says nothing about the file
  static func read(_ path: String, limit: Int) throws -> [UInt8]? {
    try opened(path, limit: limit) { descriptor, size in try content(descriptor, size, path) }
  }

  /// How many bytes a file has that could be read; nil when there is none.
  /// - Throws: `PolderError` `node-output-unreadable` or `node-output-too-large`
  static func size(_ path: String, limit: Int) throws -> Int? { try opened(path, limit: limit) { _, size in size } }

  private static func opened<Value>(
    _ path: String, limit: Int, _ work: (Int32, _ size: Int) throws -> Value
  ) throws -> Value? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw refusal(path, .last)
    }
    defer { close(descriptor) }
    guard let status = FileStatus(descriptor: descriptor) else {
      throw refusal(path, .last)
    }
    guard status.isFile else { throw unreadable(path, "it is not a regular file") }
    guard status.size <= limit else {
      throw PolderError(
        .nodeOutputTooLarge, "The output has \(status.size) bytes; this node sends at most \(limit).",
        object: name(path), nextStep: "Return less, or ask the node's steward about `runtime.limits.output_mb`.")
    }
    return try work(descriptor, status.size)
  }

  private static func content(_ descriptor: Int32, _ size: Int, _ path: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).baseAddress, size - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw refusal(path, .last) }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(size - count)
    return bytes
  }

  private static func unusable(_ path: String, _ number: Int32) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "The file can not be written: error \(number) of the system.", object: path,
      nextStep: "Check the space and the rights of the node's `data_dir`.")
  }

  /// What a problem with a file of an algorithm's folder means.
  static func refusal(_ path: String, _ problem: FileProblem) -> PolderError {
    guard problem.isPassing else {
      return unreadable(path, problem.number == ELOOP ? "it is a link" : "error \(problem.number) of the system")
    }
    return PolderError(
      .nodeFolderUnusable, "A file can not be read at the moment: \(problem.reason).", object: name(path),
      nextStep: "Look what takes the memory of the machine, or its open files.")
  }

  private static func unreadable(_ path: String, _ reason: String) -> PolderError {
    PolderError(
      .nodeOutputUnreadable, "The algorithm's output can not be read: \(reason).", object: name(path),
      nextStep: "The algorithm writes its result into the file that OUTPUT_FILE names.")
  }

  /// The name of the file alone: the rest is nobody's business outside the node.
  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
