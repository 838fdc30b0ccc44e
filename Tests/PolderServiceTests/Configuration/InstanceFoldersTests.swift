import Foundation
import PolderCore
import PolderService
import Testing

struct InstanceFoldersTests {
  private let environment = ["HOME": "/srv/ada"]

  @Test("a user's folders are the incumbent's")
  func user() {
    let folders = InstanceFolders(.server, .user, environment: environment, isInContainer: false)
    #expect(folders.configuration("x") == "/srv/ada/.config/vantage6/server/x.yaml")
    #expect(folders.data("x") == "/srv/ada/.local/share/vantage6/server/x")
    #expect(folders.logs("x") == "/srv/ada/.cache/vantage6/log/server/x")
  }

  @Test("the machine's folders are the incumbent's")
  func system() {
    let folders = InstanceFolders(.node, .system, environment: environment, isInContainer: false)
    #expect(folders.configuration("x") == "/etc/vantage6/node/x.yaml")
    #expect(folders.data("x") == "/usr/local/share/vantage6/node/x" && folders.logs("x") == folders.data("x"))
  }

  @Test("the variables for folders are heeded, of a list the first")
  func variables() {
    let environment = [
      "HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/l", "XDG_DATA_DIRS": "/s:/t",
    ]
    let user = InstanceFolders(.server, .user, environment: environment, isInContainer: false)
    #expect(user.configurations == "/c/vantage6/server" && user.data("x") == "/d/vantage6/server/x")
    #expect(user.logs("x") == "/l/vantage6/log/server/x")
    let system = InstanceFolders(.server, .system, environment: environment, isInContainer: false)
    #expect(system.data("x") == "/s/vantage6/server/x" && system.configurations == "/etc/vantage6/server")
  }

  @Test("in a container everything lies under /mnt")
  func container() {
    let folders = InstanceFolders(.server, .user, environment: environment, isInContainer: true)
    #expect(folders.configuration("x") == "/mnt/config/x.yaml" && folders.data("x") == "/mnt/data")
    #expect(folders.logs("x") == "/mnt/log")
  }

  @Test(
    "whether this is a container can be said, whatever files there are",
    arguments: [
      ("no", "/srv/ada/.config/vantage6/server"), ("False", "/srv/ada/.config/vantage6/server"), ("yes", "/mnt/config"),
    ])
  func said(word: String, folder: String) {
    let environment = environment.merging(["POLDER_IN_CONTAINER": word]) { $1 }
    #expect(InstanceFolders(.server, .user, environment: environment).configurations == folder)
  }

  @Test("configurations are found by their names; a wrong one gets the nearest")
  func find() throws {
    let home = NSTemporaryDirectory() + "polder-folders-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: home) }
    let folders = InstanceFolders(.server, .user, environment: ["HOME": home], isInContainer: false)
    #expect(folders.names().isEmpty)
    try FileManager.default.createDirectory(atPath: folders.configurations, withIntermediateDirectories: true)
    for name in ["trial.yaml", "main.yaml", "notes.txt"] {
      try "a: b".write(toFile: folders.configurations + "/" + name, atomically: true, encoding: .utf8)
    }
    #expect(folders.names() == ["main", "trial"])
    #expect(try folders.find("trial") == folders.configuration("trial"))
    let error = #expect(throws: PolderError.self) { try folders.find("trail") }
    #expect(error?.nextStep?.contains("`trial`") == true)
  }

  @Test("names that lead elsewhere are none", arguments: ["../x", "a/b", "", ".", "..", "a b", "é", "a\0"])
  func names(name: String) {
    #expect(!InstanceFolders.isName(name))
    let folders = InstanceFolders(.server, .user, environment: environment, isInContainer: false)
    #expect(throws: PolderError.self) { try folders.find(name) }
  }
}
