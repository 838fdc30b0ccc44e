import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct PrivateKeyFileTests {
  static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test("a written key is only its owner's, reads back, and leaves nothing beside it")
  func write() async throws {
    let key = try ForeignKeys.small()
    try await withFolder { folder in
      let path = folder + "/privkey.pem"
      try key.write(to: path)
      #expect(try Self.mode(path) == 0o600)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == key.pem)
      #expect(try PrivateKey(file: path).publicKey == key.publicKey)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["privkey.pem"])
    }
  }

  @Test("a file that stands there is left as it is unless it is to be replaced")
  func replacing() async throws {
    let key = try ForeignKeys.small()
    try await withFolder { folder in
      let path = folder + "/key"
      try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let error = try refusal { try key.write(to: path) }
      #expect(error.code == "crypto-file-exists")
      #expect(error.object == path)
      #expect(error.nextStep != nil)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
      try key.write(to: path, replacing: true)
      #expect(try PrivateKey(file: path).pem == key.pem)
      #expect(try Self.mode(path) == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["key"])
    }
  }

  @Test("of several writers at once one wins, and the file is his, whole")
  func race() async throws {
    let keys = try (0..<4).map { _ in try PrivateKey.generate(bits: 2048) }
    try await withFolder { folder in
      let path = folder + "/key"
      let winners = try await withThrowingTaskGroup(of: PrivateKey?.self) { group in
        for key in keys + keys {
          group.addTask {
            do throws(PolderError) {
              try key.write(to: path)
              return key
            } catch {
              #expect(error.code == "crypto-file-exists")
              return nil
            }
          }
        }
        return try await group.reduce(into: [PrivateKey]()) { if let key = $1 { $0.append(key) } }
      }
      #expect(winners.count == 1)
      #expect(try PrivateKey(file: path).pem == winners.first?.pem)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["key"])
    }
  }

  @Test("a link is neither followed nor, unless told, replaced")
  func links() async throws {
    let key = try ForeignKeys.small()
    try await withFolder { folder in
      let (path, target) = (folder + "/key", folder + "/elsewhere")
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      #expect(try refusal { try key.write(to: path) }.code == "crypto-file-exists")
      #expect(!FileManager.default.fileExists(atPath: target))
      try key.write(to: path, replacing: true)
      #expect(!FileManager.default.fileExists(atPath: target))
      #expect(try PrivateKey(file: path).pem == key.pem)
    }
  }

  @Test("what can not be written is an error with the path, and nothing is left behind")
  func unwritable() async throws {
    let key = try ForeignKeys.small()
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/taken/full", withIntermediateDirectories: true)
      for path in ["\(folder)/none/key", "\(folder)/taken", "\(folder)/taken/", ""] {
        let error = try refusal { try key.write(to: path, replacing: true) }
        #expect(error.code == "crypto-file-unwritable", "\(path)")
        #expect(error.object == path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/taken") == ["full"])
    }
  }

  @Test("a file that others may read is read and says so", arguments: [0o600, 0o400, 0o640, 0o604, 0o644])
  func readers(mode: Int) async throws {
    let key = try ForeignKeys.small()
    try await withFolder { folder in
      let path = folder + "/key"
      try key.write(to: path)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let file = try PrivateKeyFile(path)
      #expect(file.path == path)
      #expect(file.key.pem == key.pem)
      #expect(file.isReadableByOthers == (mode & 0o044 != 0))
    }
  }

  @Test("what is no file with a key is an error with the path")
  func unreadable() async throws {
    try await withFolder { folder in
      let (pipe, huge, text) = (folder + "/pipe", folder + "/huge", folder + "/text")
      #expect(mkfifo(pipe, 0o600) == 0)
      // Ten gigabytes that take no room on disk.
      #expect(FileManager.default.createFile(atPath: huge, contents: nil))
      #expect(truncate(huge, 10 << 30) == 0)
      try Data("no key".utf8).write(to: URL(fileURLWithPath: text))
      for (path, code) in [
        (folder + "/none", "crypto-file-unreadable"), (folder, "crypto-file-unreadable"),
        (pipe, "crypto-file-unreadable"), (huge, "crypto-file-unreadable"), (text, "crypto-key-unreadable"),
      ] as [(String, PolderError.Code)] {
        let error = try refusal { _ = try PrivateKey(file: path) }
        #expect(error.code == code, "\(path)")
        #expect(error.object == path)
        #expect(error.nextStep != nil)
      }
    }
  }
}
