import Foundation

/// Takes away what a test has put in a file's place, as somebody does who makes room on a disk.
enum RoomMaker {
  static func clear(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }
}
