import Foundation
import Testing

@testable import PolderNode

@Suite("as whom an algorithm runs")
struct UserChoiceTests {
  private static let steward = ContainerUser(user: 1_000, group: 100)
  private static let app = ContainerUser(user: 1_001, group: 1_002)

  @Test("below a node of root: the image's user, or nobody, never root by itself")
  func asRoot() {
    let choice = UserChoice(isRootless: false, node: .root)
    #expect(choice.user(image: nil) == .nobody)
    #expect(choice.user(image: Self.app) == Self.app)
    #expect(choice.user(image: .root) == .nobody)
    #expect(choice.mustGive(to: Self.app))
    #expect(!choice.mustGive(to: .root))
  }

  @Test("below a node of a user, at an engine of root: the node's own user, whose the files are")
  func asUser() {
    let choice = UserChoice(isRootless: false, node: Self.steward)
    #expect(choice.user(image: nil) == Self.steward)
    #expect(choice.user(image: Self.app) == Self.steward)
    #expect(!choice.mustGive(to: Self.steward))
  }

  @Test("at an engine without root: the container's root, which is the node's user")
  func rootless() {
    let choice = UserChoice(isRootless: true, node: Self.steward)
    #expect(choice.user(image: Self.app) == .root)
    #expect(!choice.mustGive(to: .root))
  }

  @Test("a named user comes first")
  func relaxed() {
    #expect(UserChoice(isRootless: false, node: .root, relaxation: "0").user(image: Self.app) == .root)
    #expect(UserChoice(isRootless: false, node: .root, relaxation: "5:6").user(image: nil).description == "5:6")
    #expect(UserChoice(isRootless: false, node: Self.steward, relaxation: "image").user(image: Self.app) == Self.app)
    #expect(UserChoice(isRootless: false, node: .root, relaxation: "image").user(image: nil) == .root)
  }

  @Test("a user is read from numbers alone")
  func numbers() {
    #expect(ContainerUser("12") == ContainerUser(user: 12, group: 12))
    #expect(ContainerUser("12:13") == ContainerUser(user: 12, group: 13))
    for text in ["", "app", "12:", ":1", "-1", "1:2:3", "4294967296"] { #expect(ContainerUser(text) == nil, "\(text)") }
  }

  @Test("an image's user is found in its files")
  func passwordFile() {
    let users = Array("root:x:0:0::/root:/bin/sh\napp:x:1001:1002::/:/bin/sh\nodd:x\n".utf8)
    let groups = Array("staff:x:50:\n".utf8)
    let find = { PasswordFile.find($0, users: users, groups: groups) }
    #expect(find("app") == Self.app)
    #expect(find("app:staff") == ContainerUser(user: 1_001, group: 50))
    #expect(find("app:7") == ContainerUser(user: 1_001, group: 7))
    #expect(find("33:staff") == ContainerUser(user: 33, group: 50))
    for name in ["", "nobody", "odd", "app:none", ":staff"] { #expect(find(name) == nil, "\(name)") }
  }

  @Test("who may read a file is told by its mode")
  func reading() throws {
    let place = try TemporaryFolder()
    try place.write("x", to: "file")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: place.path + "/file")
    let rights = try #require(FileRights(place.path + "/file"))
    #expect(rights.kind == .file)
    #expect(rights.mayBeRead(by: ContainerUser(user: rights.user, group: 99_999)))
    #expect(rights.mayBeRead(by: ContainerUser(user: 99_999, group: rights.group)))
    #expect(!rights.mayBeRead(by: ContainerUser(user: 99_999, group: 99_999)))
    let open = FileRights(user: 1, group: 1, mode: 0o604, kind: .file)
    #expect(open.mayBeRead(by: .nobody))
    #expect(!FileRights(user: 1, group: 1, mode: 0o704, kind: .folder).mayBeRead(by: .nobody))
    #expect(FileRights(place.path + "/none") == nil)
  }
}
