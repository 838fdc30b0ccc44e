import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("files that an algorithm could have tampered with")
struct RunFileTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  @Test("bytes of any kind come back as they are")
  func bytes() throws {
    let bytes: [UInt8] = [0, 255, 254, 13, 10, 128]
    try RunFile.write(bytes, to: place.path + "/output")
    #expect(try RunFile.read(place.path + "/output", limit: 6) == bytes)
    let rights = try FileManager.default.attributesOfItem(atPath: place.path + "/output")[.posixPermissions] as? Int
    #expect(rights == 0o600)
  }

  @Test("a missing file is none, an empty one is empty")
  func none() throws {
    #expect(try RunFile.read(place.path + "/output", limit: 6) == nil)
    try RunFile.write([], to: place.path + "/output")
    #expect(try RunFile.read(place.path + "/output", limit: 6) == [])
  }

  @Test("a link to elsewhere is not followed")
  func link() async throws {
    try place.write("of another patient", to: "secret")
    try FileManager.default.createSymbolicLink(
      atPath: place.path + "/output", withDestinationPath: place.path + "/secret")
    let error = try #require(await failure { try RunFile.read(place.path + "/output", limit: 100) })
    #expect(error.code == .nodeOutputUnreadable)
    #expect(!"\(error)".contains(place.path))
    let refused = await failure { try RunFile.write([1], to: place.path + "/output") }
    #expect(refused?.code == .nodeFolderUnusable)
    #expect(place.text("secret") == "of another patient")
  }

  @Test("a pipe is refused instead of waited for")
  func pipe() async throws {
    #expect(mkfifo(place.path + "/output", 0o600) == 0)
    let error = await failure { try RunFile.read(place.path + "/output", limit: 100) }
    #expect(error?.code == .nodeOutputUnreadable)
  }

  @Test("a file over the limit is not read")
  func large() async throws {
    try place.write("1234567", to: "output")
    let error = try #require(await failure { try RunFile.read(place.path + "/output", limit: 6) })
    #expect(error.code == .nodeOutputTooLarge)
    #expect(error.message.contains("7 bytes"))
  }

  @Test("a run's folders are made anew, closed to others, with what the contract puts there")
  func folders() throws {
    let folders = NodeFolders(root: place.path).run(12)
    #expect(folders.task == place.path + "/task-000000012")
    try folders.make(input: Array("old".utf8), token: "old")
    try place.write("result of an older run", to: "task-000000012/output")
    try folders.make(input: Array("{}".utf8), token: "jwt")
    #expect(place.text("task-000000012/input") == "{}")
    #expect(place.text("task-000000012/token") == "jwt")
    #expect(place.text("task-000000012/output")?.isEmpty == true)
    #expect(place.text("runs/000000012/input") == "{}")
    for name in ["task-000000012", "runs/000000012/supervisor", "runs/000000012/proxy"] {
      let path = place.path + "/" + name
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    }
    #expect(NodeFolders(root: place.path).runs() == [12])
    folders.remove()
    #expect(!place.exists("task-000000012") && !place.exists("runs/000000012"))
  }

  @Test("temporary folders of jobs go after a week, unless a run still needs them")
  func jobs() throws {
    let folders = NodeFolders(root: place.path)
    for job in [1, 2, 3] as [Int64] { try NodeFolders.makeFolder(folders.job(job)) }
    folders.removeOldJobs(now: Date(), keeping: [])
    #expect(place.exists("jobs/1"))
    folders.removeOldJobs(now: Date(timeIntervalSinceNow: 700_000), keeping: ["2"])
    #expect(!place.exists("jobs/1") && place.exists("jobs/2") && !place.exists("jobs/3"))
  }
}
