import Foundation
import PolderCore
import PolderCrypto
import PolderTesting
import Testing

@testable import PolderClient

@Suite("Files of the client")
struct PartialFileTests {
  @Test("A file comes to its name only when it is whole")
  func comesWhole() async throws {
    try await TestFolder.with { folder in
      let file = try PartialFile(folder.path + "/f", replacing: false)
      try file.write(Array("one ".utf8))
      #expect(!folder.names(in: ".").contains("f"))
      try file.write(Array("two".utf8))
      try file.finish()
      #expect(folder.text("f") == "one two")
    }
  }

  @Test("One that is given up is removed, and what it should replace stays")
  func isRemoved() async throws {
    try await TestFolder.with { folder in
      let path = try folder.write("old", to: "f")
      func begin() throws {
        let file = try PartialFile(path, replacing: true)
        try file.write(Array("new".utf8))
      }
      try begin()
      #expect(folder.names(in: ".") == ["f"])
      #expect(folder.text("f") == "old")
    }
  }

  @Test("A file that appeared meanwhile is not replaced unless told so")
  func keepsOthers() async throws {
    try await TestFolder.with { folder in
      func make() throws {
        let file = try PartialFile(folder.path + "/f", replacing: false)
        try file.write(Array("late".utf8))
        _ = try folder.write("first", to: "f")
        try file.finish()
      }
      let error = #expect(throws: PolderError.self) { try make() }
      #expect(error?.code == "client-file-exists")
      #expect(folder.text("f") == "first")
      #expect(folder.names(in: ".") == ["f"])
    }
  }

  @Test("A folder that is missing is told with the path", arguments: ["/no/such/folder/f", ""])
  func tellsBadPaths(path: String) {
    let error = #expect(throws: PolderError.self) { try PartialFile(path, replacing: true).finish() }
    #expect(error?.object == path)
  }

  @Test("A source is read in pieces to its end")
  func readsPieces() async throws {
    try await TestFolder.with { folder in
      let path = try folder.write("0123456789", to: "f")
      let file = try SourceFile(path)
      #expect(file.length == 10)
      var pieces: [String] = []
      while let piece = try file.next(4) { pieces.append(String(decoding: piece, as: UTF8.self)) }
      #expect(pieces == ["0123", "4567", "89"])
      #expect(try file.next(4) == nil)
    }
  }

  @Test("Bytes in memory are given in pieces, from the beginning each time, and within a bound at once")
  func givesPieces() async throws {
    let bytes = [UInt8](repeating: 7, count: PieceSource.pieceSize + 1)
    let source = PieceSource(bytes)
    for _ in 1...2 {
      let read = try await source.open()
      #expect(try await read()?.count == PieceSource.pieceSize)
      #expect(try await read()?.count == 1)
      #expect(try await read() == nil)
    }
    #expect(try await source.collect(upTo: bytes.count) == bytes)
    let error = await #expect(throws: PolderError.self) { try await source.collect(upTo: bytes.count - 1) }
    #expect(error?.code == "client-input-too-large")
  }
}
