#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of its own for one test, removed at its end.
func withFile<T>(_ bytes: [UInt8], _ body: (String) async throws -> T) async throws -> T {
  let path = "/tmp/polder-data-\(UInt64.random(in: 0 ... .max)).csv"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  // Fails only when the test removed the file itself.
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

func withFile<T>(_ text: String, _ body: (String) async throws -> T) async throws -> T {
  try await withFile(Array(text.utf8), body)
}
