import PolderCore
import PolderTesting
import Testing

@testable import PolderDemo

@Suite("Folder of a demonstration")
struct DemoFolderTests {
  @Test("A folder that nobody named goes away with all that is in it, and only its owner could look in")
  func removesOwn() async throws {
    try await TestFolder.with { scratch in
      let folder = try DemoFolder(nil, scratch: scratch.path)
      #expect(folder.path.hasPrefix(scratch.path + "/polder-demo-"))
      let inner = try folder.folder("hospital-1")
      let file = try folder.write("a,b\n".utf8, to: "hospital-1/patients.csv")
      #expect(FileText.read(file) == "a,b\n")
      #expect(FileText.permissions(folder.path) == 0o700)
      #expect(FileText.permissions(inner) == 0o700)
      #expect(FileText.permissions(file) == 0o600)
      #expect(try DemoFolder(nil, scratch: scratch.path).path != folder.path)
      try folder.remove()
      #expect(FileText.names(in: scratch.path).count == 1)
    }
  }

  @Test("A folder that somebody named stays")
  func keepsNamed() async throws {
    try await TestFolder.with { scratch in
      let folder = try DemoFolder(scratch.path + "/mine")
      _ = try folder.write("x".utf8, to: "log")
      try folder.remove()
      #expect(FileText.names(in: folder.path) == ["log"])
    }
  }

  @Test("A place where nothing can be made is told with what to do")
  func tellsUnusable() async throws {
    try await TestFolder.with { scratch in
      let file = try scratch.write("x", to: "file")
      let error = #expect(throws: PolderError.self) { try DemoFolder(file + "/below") }
      #expect(error?.code == "demo-folder")
      #expect(error?.nextStep?.contains("--folder") == true)
      let folder = try DemoFolder(scratch.path)
      #expect(throws: PolderError.self) { try folder.write("x".utf8, to: "nowhere/file") }
    }
  }

  @Test("The last lines of a log are read, of a long one and of none")
  func readsTails() async throws {
    try await TestFolder.with { scratch in
      let path = try scratch.write("one\ntwo\nthree\nfour\nfive\n", to: "log")
      #expect(LogTail.read(path) == "two | three | four | five")
      #expect(LogTail.read(path, lines: 1) == "five")
      let long = try scratch.write((String(repeating: "x", count: 100_000) + "\nend"), to: "long")
      #expect(LogTail.read(long).count < 5_000)
      #expect(LogTail.read(long, lines: 1) == "end")
      #expect(LogTail.read(scratch.path + "/none") == "(no log)")
    }
  }
}
