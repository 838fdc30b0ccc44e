import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Files for their owner alone")
struct PrivateFileTests {
  @Test("A file is replaced whole, with the right rights, whoever could read the old one")
  func replaces() async throws {
    try await TestFolder.with { folder in
      try folder.write("old and longer", to: "f", rights: 0o644)
      try PrivateFile(folder.file("f")).write(Array("new".utf8))
      #expect(try folder.read("f") == "new")
      #expect(try folder.rights("f") == 0o600)
      #expect(try folder.names() == ["f"])
    }
  }

  @Test("Folders that are missing are made, for the owner alone")
  func makesFolders() async throws {
    try await TestFolder.with { folder in
      try PrivateFile(folder.file("a/b/c/f")).write([1, 2, 3])
      for name in ["a", "a/b", "a/b/c"] { #expect(try folder.rights(name) == 0o700) }
      #expect(try PrivateFile(folder.file("a/b/c/f")).read() == [1, 2, 3])
    }
  }

  @Test("A folder that is there keeps its rights")
  func keepsFolders() async throws {
    try await TestFolder.with { folder in
      try folder.write("x", to: "there/x", rights: 0o644)
      let before = try folder.rights("there")
      try PrivateFile(folder.file("there/f")).write([])
      #expect(try folder.rights("there") == before)
    }
  }

  @Test("What can not be written leaves nothing behind, and the error names the path")
  func failsClean() async throws {
    try await TestFolder.with { folder in
      try folder.write("not a folder", to: "f")
      let error = #expect(throws: PolderError.self) { try PrivateFile(folder.file("f/g")).write([1]) }
      #expect(error?.code == "prompt-file")
      #expect(error?.object?.contains(folder.path) == true)
      try folder.write("x", to: "d/x")
      #expect(throws: PolderError.self) { try PrivateFile(folder.file("d")).write([1]) }
      #expect(try folder.names() == ["d", "f"])
    }
  }

  @Test("A file that is not there is nothing, and removing it is no failure")
  func canBeMissing() async throws {
    try await TestFolder.with { folder in
      let file = PrivateFile(folder.file("no/f"))
      #expect(try file.read() == nil)
      try file.remove()
      try PrivateFile(folder.file("f")).write([1])
      try PrivateFile(folder.file("f")).remove()
      #expect(try folder.names() == [])
    }
  }

  @Test("What is too large is not read")
  func isBounded() async throws {
    try await TestFolder.with { folder in
      try folder.write(String(repeating: "x", count: PrivateFile.largest + 1), to: "f")
      #expect(throws: PolderError.self) { try PrivateFile(folder.file("f")).read() }
      try folder.write(String(repeating: "x", count: PrivateFile.largest), to: "f")
      #expect(try PrivateFile(folder.file("f")).read()?.count == PrivateFile.largest)
    }
  }

  @Test("A folder is no file")
  func refusesFolders() async throws {
    try await TestFolder.with { folder in
      #expect(throws: PolderError.self) { try PrivateFile(folder.path).read() }
    }
  }

  @Test("The folder of a path is what stands before its last slash")
  func folders() {
    #expect(PrivateFile.folder(of: "/a/b") == "/a")
    #expect(PrivateFile.folder(of: "/a") == "/")
    #expect(PrivateFile.folder(of: "a") == ".")
  }
}
