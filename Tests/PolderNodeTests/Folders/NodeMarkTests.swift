import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("the mark by which a node tells its own from others'")
struct NodeMarkTests {
  @Test("it is made once, of eight digits, and is another one in every folder")
  func stays() throws {
    let place = try TemporaryFolder()
    let mark = try NodeMark.read("mark", in: place.path + "/a")
    #expect(mark.wholeMatch(of: /[0-9a-f]{8}/) != nil)
    #expect(try NodeMark.read("mark", in: place.path + "/a") == mark)
    #expect(try NodeMark.read("mark", in: place.path + "/b") != mark)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path + "/a")
    #expect(names == ["mark"])
  }

  @Test("processes that come at once get the same")
  func together() async throws {
    let place = try TemporaryFolder()
    let folder = place.path + "/a"
    let marks = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 { group.addTask { try NodeMark.read("mark", in: folder) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(marks.count == 16 && Set(marks).count == 1)
  }

  @Test("a damaged one is told, and not put up with", arguments: ["", "0123456", "0123456G", "../../xx"])
  func damaged(_ text: String) throws {
    let place = try TemporaryFolder()
    try place.write(text, to: "mark")
    #expect(throws: PolderError.self) { try NodeMark.read("mark", in: place.path) }
  }
}
