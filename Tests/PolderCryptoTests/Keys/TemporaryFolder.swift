import Foundation

/// A folder of its own for one test, removed at its end.
func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
  let path = NSTemporaryDirectory() + "/polder-crypto-\(UInt64.random(in: 0 ... .max))"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  // Fails only when the test removed the folder itself.
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}
