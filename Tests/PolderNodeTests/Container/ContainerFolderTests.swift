import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("what is written down of a container")
struct ContainerFolderTests {
  private static let record = ContainerRecord(
    container: "vantage6-a-run-7", relay: "vantage6-a-run-7-relay", order: "o", engine: "e", wallSeconds: 1,
    cpuSeconds: 2, memoryBytes: 3, logBytes: 4)

  @Test("a record is read as it was written, and nothing where nothing was")
  func record() throws {
    let place = try TemporaryFolder()
    let folder = ContainerFolder(path: place.path)
    #expect(try folder.record() == nil)
    try folder.write(Self.record)
    #expect(try folder.record() == Self.record)
    #expect(try ContainerFolder(path: place.path + "/none").record() == nil)
    try place.write("half of a rec", to: "container.json")
    #expect(throws: PolderError.self) { try folder.record() }
  }

  @Test("the first reason for an end stays")
  func reason() throws {
    let place = try TemporaryFolder()
    let folder = ContainerFolder(path: place.path)
    #expect(folder.reason == nil)
    try folder.note(.wall)
    try folder.note(.killed)
    #expect(folder.reason == .wall)
    #expect(!folder.wasStarted)
    try folder.markStarted()
    #expect(folder.wasStarted)
    try ContainerFolder(path: place.path + "/none").note(.killed)
    #expect(!place.exists("none"))
  }

  @Test("an end is read as it was written, also with the longest log that a node keeps")
  func end() throws {
    let place = try TemporaryFolder()
    let folder = ContainerFolder(path: place.path)
    #expect(try folder.end() == nil)
    let short = RuntimeExit(cause: .memory, code: nil, signal: 9, droppedLogBytes: 3, detail: "why")
    try folder.write(short)
    #expect(try folder.end() == short)
    let long = RuntimeExit(cause: .exit, code: 0, log: [UInt8](repeating: 0xFF, count: 16 << 20))
    try folder.write(long)
    let read = try folder.end()
    let isSame = read == long
    #expect(isSame)
  }

  @Test("an end that is half written is none")
  func halfAnEnd() throws {
    let place = try TemporaryFolder()
    try place.write("{", to: "end.json.new")
    try place.write("printed", to: "end.log")
    #expect(try ContainerFolder(path: place.path).end() == nil)
  }

  @Test("an archive of the relay's program is the same for the same bytes, and gives them back")
  func archive() throws {
    let content = [UInt8]((0..<1_300).map { UInt8($0 % 251) })
    let archive = TarArchive.programs([("polder-shim", content)])
    #expect(archive == TarArchive.programs([("polder-shim", content)]))
    #expect(archive.count % 512 == 0)
    #expect(TarArchive.firstFile(of: archive) == content)
    #expect(String(decoding: archive[257..<262], as: UTF8.self) == "ustar")
    #expect(TarArchive.firstFile(of: []) == nil)
    #expect(TarArchive.firstFile(of: Array(archive.prefix(900))) == nil)
    #expect(TarArchive.firstFile(of: [UInt8](repeating: 65, count: 2_000)) == nil)
    let name = try ShimImage.name(of: content)
    #expect(name.reference.hasPrefix("localhost/polder-shim:"))
    #expect(try ShimImage.name(of: content + [1]) != name)
  }

  @Test("a program of tar itself reads the archive")
  func tar() throws {
    let place = try TemporaryFolder()
    let archive = TarArchive.programs([("polder-shim", Array("#!/bin/sh\necho ran\n".utf8))])
    try Data(archive).write(to: URL(filePath: place.path + "/a.tar"))
    let tar = try Process.run(
      URL(filePath: "/usr/bin/env"), arguments: ["tar", "-xf", place.path + "/a.tar", "-C", place.path])
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    #expect(place.text("polder-shim") == "#!/bin/sh\necho ran\n")
    #expect(FileManager.default.isExecutableFile(atPath: place.path + "/polder-shim"))
  }
}
