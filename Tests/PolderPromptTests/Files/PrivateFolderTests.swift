import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Folders for their owner alone")
struct PrivateFolderTests {
  @Test("All that is missing is made, and what is there stays")
  func makes() async throws {
    try await TestFolder.with { folder in
      try PrivateFolder.make(folder.file("a/b"))
      try PrivateFolder.make(folder.file("a/b"))
      #expect(try folder.rights("a/b") == 0o700)
      try PrivateFolder.make("/")
      try PrivateFolder.make(".")
    }
  }

  @Test("Below a file no folder can be made, and the error names it")
  func fails() async throws {
    try await TestFolder.with { folder in
      try folder.write("x", to: "file")
      let error = #expect(throws: PolderError.self) { try PrivateFolder.make(folder.file("file/a")) }
      #expect(error?.code == "prompt-file")
      #expect(error?.object == folder.file("file/a"))
      #expect(error?.nextStep != nil)
    }
  }
}
