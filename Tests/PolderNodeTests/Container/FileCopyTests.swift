import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("what the user of a container can not read")
struct FileCopyTests {
  private func prepared(_ place: TemporaryFolder, _ name: String) throws -> RunOrder.Binding {
    let choice = UserChoice(isRootless: false, node: .root)
    let files = RunFiles(choice: choice, user: .nobody, copies: place.path + "/copies")
    return try files.prepare([.init(source: place.path + "/" + name, target: "/mnt/data/lung", isWritable: false)])[0]
  }

  @Test(
    "is copied for it, and the steward's file behind a link stays whose it is",
    .enabled(if: geteuid() == 0, "needs root"),
    arguments: ["lung", "link", "link to the link"])
  func links(_ name: String) throws {
    let place = try TemporaryFolder()
    try place.write("age,sex\n", to: "lung")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: place.path + "/lung")
    try FileManager.default.createSymbolicLink(
      atPath: place.path + "/link", withDestinationPath: place.path + "/lung")
    try FileManager.default.createSymbolicLink(
      atPath: place.path + "/link to the link", withDestinationPath: place.path + "/link")
    let binding = try prepared(place, name)
    #expect(binding.source == place.path + "/copies/0" && !binding.isWritable)
    let copy = try #require(FileRights(binding.source, followsLinks: false))
    #expect(copy.kind == .file && copy.mode == 0o400 && copy.user == ContainerUser.nobody.user)
    #expect(place.text("copies/0") == "age,sex\n")
    let own = try #require(FileRights(place.path + "/lung"))
    #expect(own.user == 0 && own.mode == 0o640)
  }

  @Test("a file that it may read is shown as it is")
  func readable() throws {
    let place = try TemporaryFolder()
    try place.write("age\n", to: "lung")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.path + "/lung")
    #expect(try prepared(place, "lung").source == place.path + "/lung")
  }
}
