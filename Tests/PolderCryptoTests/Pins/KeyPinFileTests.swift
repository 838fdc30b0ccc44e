import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderCrypto

struct KeyPinFileTests {
  static let now = Parties.now
  let parties: Parties
  var key: PublicKey { parties.node.key.publicKey }

  init() throws { parties = try Parties() }

  func pin(_ organization: Int64, in file: KeyPinFile) throws {
    let key = key
    _ = try file.update { (pins) throws(PolderError) in
      try pins.check(key, of: OrganizationID(organization), now: Self.now)
    }
  }

  @Test("pins are there for the next program, in a file that only its owner can read")
  func lasts() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      let file = try KeyPinFile(file: path)
      #expect(file.path == path)
      #expect(!FileManager.default.fileExists(atPath: path))
      try pin(1, in: file)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600)
      let lock = try FileManager.default.attributesOfItem(atPath: path + ".lock")[.posixPermissions] as? NSNumber
      #expect(lock?.intValue == 0o600)
      let next = try KeyPinFile(file: path).pins
      #expect(next.all.map(\.organization) == [OrganizationID(1)])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.sorted() == ["pins.json", "pins.json.lock"])
    }
  }

  @Test("several programs at once lose nothing of each other's")
  func atOnce() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      // Each has the file opened for itself, as a process of its own would.
      let files = try (0..<4).map { _ in try KeyPinFile(file: path) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, file) in files.enumerated() {
          group.addTask { for step in 0..<10 { try pin(Int64(number * 10 + step), in: file) } }
        }
        try await group.waitForAll()
      }
      let all = try files[0].pins.all
      #expect(all.map(\.organization.rawValue) == Array(0..<40))
    }
  }

  /// What happened, in its order.
  final class Steps: Sendable {
    private let names = Mutex<[String]>([])

    var all: [String] { names.withLock { $0 } }

    func add(_ name: String) { names.withLock { $0.append(name) } }
  }

  @Test("a change waits for the program that holds the lock, and sees what that one wrote")
  func waits() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      let file = try KeyPinFile(file: path)
      let steps = Steps()
      let lock = try KeyPinFile.lock(path)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try pin(2, in: file)
          steps.add("pinned")
        }
        // What another program writes while it holds the lock.
        var pins = KeyPins()
        _ = try pins.check(key, of: OrganizationID(1), now: Self.now)
        try KeyPinFile.write(pins, to: path)
        steps.add("released")
        lock.release()
        try await group.waitForAll()
      }
      #expect(steps.all == ["released", "pinned"])
      let all = try file.pins.all
      #expect(all.map(\.organization.rawValue) == [1, 2])
    }
  }

  @Test("what throws leaves the file as it was")
  func thrown() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      let file = try KeyPinFile(file: path)
      try pin(1, in: file)
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      let other = parties.server.key.publicKey
      let error = try refusal {
        try file.update { (pins) throws(PolderError) in
          pins.remove(OrganizationID(1))
          _ = try pins.confirm(OrganizationID(1), fingerprint: other.fingerprint)
        }
      }
      #expect(error.code == .keyUnknown)
      let after = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(after == before)
    }
  }

  @Test("a look at the pins does not write the file anew")
  func lookOnly() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      let file = try KeyPinFile(file: path)
      try pin(1, in: file)
      func number() throws -> NSNumber? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? NSNumber
      }
      let before = try number()
      try pin(1, in: file)
      _ = try file.pins
      #expect(try number() == before)
      #expect(before != nil)
    }
  }

  @Test(
    "a file that is damaged, of another version or no file is refused, never taken for an empty one",
    arguments: ["", "{", "[]", "{\"version\": 2, \"pins\": []}", String(repeating: "[", count: 100_000), "null"])
  func damaged(text: String) async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let error = try refusal { _ = try KeyPinFile(file: path) }
      #expect(error.code == .keyPinFileUnreadable)
      #expect(error.object == path)
      let after = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(after == Data(text.utf8))
    }
  }

  @Test("a file that is longer than any is not read into memory")
  func tooLong() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      try Data().write(to: URL(fileURLWithPath: path))
      let handle = try #require(FileHandle(forWritingAtPath: path))
      // A hole in the file: it takes no room on the disk.
      try handle.truncate(atOffset: 10 << 30)
      try handle.close()
      let error = try refusal { _ = try KeyPinFile(file: path) }
      #expect(error.message.contains("\(KeyPinFile.maximumLength)"))
    }
  }

  @Test("a folder in the file's place, and a folder that is not there, are told")
  func noFile() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/pins.json", withIntermediateDirectories: false)
      let error = try refusal { _ = try KeyPinFile(file: folder + "/pins.json") }
      #expect(error.object == folder + "/pins.json")
      let missing = try refusal { _ = try KeyPinFile(file: folder + "/nowhere/pins.json") }
      #expect(missing.code == .keyPinFileUnusable)
    }
  }

  @Test("a link that leads nowhere, as to a disk that is not there, is not taken for an empty file")
  func lostLink() async throws {
    try await withFolder { folder in
      let (path, target) = (folder + "/pins.json", folder + "/disk/pins.json")
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      let error = try refusal { _ = try KeyPinFile(file: path) }
      #expect(error.code == "crypto-file-unreadable")
      #expect(error.object == path)
      let kept = try FileManager.default.destinationOfSymbolicLink(atPath: path)
      #expect(kept == target)
    }
  }

  @Test("a link in the place of the lock is not followed")
  func linkedLock() async throws {
    try await withFolder { folder in
      let path = folder + "/pins.json"
      try FileManager.default.createSymbolicLink(
        atPath: path + ".lock", withDestinationPath: folder + "/elsewhere")
      let error = try refusal { _ = try KeyPinFile(file: path) }
      #expect(error.code == .keyPinFileUnusable)
      #expect(!FileManager.default.fileExists(atPath: folder + "/elsewhere"))
    }
  }

  @Test("in memory pins live as long as their holder, and threads do not disturb each other")
  func inMemory() async throws {
    let file = KeyPinFile.inMemory()
    #expect(file.path == nil)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 { group.addTask { try pin(Int64(number), in: file) } }
      try await group.waitForAll()
    }
    #expect(try file.pins.all.count == 20)
    #expect(try KeyPinFile.inMemory().pins.all.isEmpty)
    let error = try refusal {
      try file.update { (pins) throws(PolderError) in
        pins.remove(OrganizationID(1))
        throw PolderError("test", "given up")
      }
    }
    #expect(error.code == "test")
    #expect(try file.pins.all.count == 20)
  }
}
