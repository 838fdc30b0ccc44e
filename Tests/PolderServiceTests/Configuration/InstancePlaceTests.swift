import Foundation
import PolderCore
import PolderService
import Testing

@Suite("which configuration is meant")
struct InstancePlaceTests {
  private final class Home: Sendable {
    let path = NSTemporaryDirectory() + "polder-place-" + UUID().uuidString

    init(_ names: [String]) throws {
      let folder = path + "/config/vantage6/node"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for name in names { try Data().write(to: URL(filePath: "\(folder)/\(name).yaml")) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func place(name: String? = nil, config: String? = nil) throws -> InstancePlace {
      try InstancePlace(
        .node, name: name, config: config, scope: .user,
        environment: ["HOME": path, "XDG_CONFIG_HOME": path + "/config", "POLDER_IN_CONTAINER": "no"])
    }
  }

  @Test("by its name, by its file, and because there is only one")
  func found() throws {
    let home = try Home(["ward"])
    let path = home.path + "/config/vantage6/node/ward.yaml"
    for place in [try home.place(name: "ward"), try home.place(config: path), try home.place()] {
      #expect(place.name == "ward" && place.path == path && place.scope == .user && place.isInFolders)
    }
    let elsewhere = try home.place(config: "/srv/other.yaml")
    #expect(elsewhere.name == "other" && !elsewhere.isInFolders)
  }

  @Test("of several one has to be named; of none the verb that makes one is")
  func unclear() throws {
    let several = #expect(throws: PolderError.self) { try Home(["a", "b"]).place() }
    #expect(several?.nextStep?.contains("a, b") == true)
    let none = #expect(throws: PolderError.self) { try Home([]).place() }
    #expect(none?.nextStep?.contains("polder node new") == true)
  }
}
