import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct SecretFileTests {
  @Test("a file is read up to its limit and not one byte further", arguments: [0, 1, 99, 100, 101, 40_000])
  func limit(length: Int) async throws {
    try await withFolder { folder in
      let path = folder + "/file"
      let bytes = RandomBytes.make(length)
      try SecretFile.save(bytes, to: path, replacing: false)
      if length <= 100 {
        #expect(try SecretFile.read(path, limit: 100).bytes == bytes)
      } else {
        let error = try refusal { _ = try SecretFile.read(path, limit: 100) }
        #expect(error.code == "crypto-file-unreadable")
        #expect(error.message.contains("100"))
      }
    }
  }

  @Test("a path without a folder is one in the folder where the program runs")
  func bareName() throws {
    let name = "polder-crypto-\(UInt64.random(in: 0 ... .max)).tmp"
    // Fails only when the file was not written, which is what is tested.
    defer { try? FileManager.default.removeItem(atPath: name) }
    try SecretFile.save([1, 2, 3], to: name, replacing: false)
    let path = FileManager.default.currentDirectoryPath + "/" + name
    #expect(try SecretFile.read(path, limit: 10).bytes == [1, 2, 3])
    #expect(try refusal { try SecretFile.save([4], to: name, replacing: false) }.code == "crypto-file-exists")
    #expect(try SecretFile.read(name, limit: 10).bytes == [1, 2, 3])
  }

  @Test("who reads while a file is being replaced sees the one or the other, whole")
  func replaced() async throws {
    try await withFolder { folder in
      let path = folder + "/file"
      let contents = (0..<4).map { Array(repeating: UInt8($0), count: 30_000) }
      try SecretFile.save(contents[0], to: path, replacing: false)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for content in contents {
          group.addTask { for _ in 0..<5 { try SecretFile.save(content, to: path, replacing: true) } }
          group.addTask {
            for _ in 0..<20 {
              let found = try SecretFile.read(path, limit: 30_000)
              #expect(contents.contains(found.bytes))
              #expect(!found.isReadableByOthers)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test("a name as long as a file system takes can be written")
  func longName() async throws {
    try await withFolder { folder in
      let path = folder + "/" + String(repeating: "x", count: 255)
      try SecretFile.save([7], to: path, replacing: false)
      #expect(try SecretFile.read(path, limit: 1).bytes == [7])
      let longer = try refusal { try SecretFile.save([7], to: path + "x", replacing: false) }
      #expect(longer.code == "crypto-file-unwritable")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }
  }
}
