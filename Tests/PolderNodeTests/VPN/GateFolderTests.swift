import Foundation
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("the folder in which runs and the gate to the VPN meet")
struct GateFolderTests {
  private let place: TemporaryFolder
  private let folder: GateFolder

  init() throws {
    place = try TemporaryFolder("gate")
    folder = GateFolder(dataFolder: place.path)
  }

  private func text(_ number: Int) -> String? {
    FileManager.default.contents(atPath: "\(folder.path)/ports/\(number)").map { String(decoding: $0, as: UTF8.self) }
  }

  private var numbers: [Int] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/ports").compactMap { Int($0) }.sorted()
    }
  }

  @Test("a port gets a number that nobody has, and its file says where it leads")
  func assign() throws {
    for order in ["one", "two"] { try folder.open(order) }
    let draws = Mutex([50_000, 50_000, 50_001])
    let random = { @Sendable in draws.withLock { $0.removeFirst() } }
    let ports = [ImagePort(number: 5_000, label: "sums")]
    #expect(
      try folder.assign(ports, to: "one", random: random) == [RunPort(number: 50_000, port: 5_000, label: "sums")])
    #expect(try folder.assign([.usual], to: "two", random: random).map(\.number) == [50_001])
    #expect(text(50_000) == "one 5000\n" && text(50_001) == "two 8888\n")
    #expect(throws: PolderError.self) { try folder.assign([.usual], to: "two") { 50_000 } }
    #expect(try numbers == [50_000, 50_001], "nothing else stays")
  }

  @Test("numbers are drawn from the range of the contract")
  func range() throws {
    try folder.open("one")
    let ports = try folder.assign((1...16).map { ImagePort(number: $0, label: nil) }, to: "one")
    #expect(Set(ports.map(\.number)).count == 16 && ports.allSatisfy { (49_152...65_534).contains($0.number) })
  }

  @Test("a run that is over gives its own numbers back, and no other's")
  func close() throws {
    for order in ["one", "two"] { try folder.open(order) }
    let (own, other) = (try folder.assign([.usual], to: "one"), try folder.assign([.usual], to: "two"))
    folder.close("one")
    #expect(try numbers == other.map(\.number) && !numbers.contains(own[0].number))
    #expect(folder.orders == ["two"])
  }

  @Test("no more ports are open than the gate holds open")
  func bounded() throws {
    try folder.open("one")
    for number in 0..<GateFolder.mostPorts - 1 { try RunFile.write([], to: "\(folder.path)/ports/\(number)") }
    #expect(try folder.assign([.usual], to: "one").count == 1)
    #expect(throws: PolderError.self) { try folder.assign([.usual], to: "one") }
  }

  @Test(
    "only networks of IPv4 are carried, of a size that leaves others alone",
    arguments: [
      ("10.76.0.0/16", true), ("10.0.0.0/8", true), ("0.0.0.0/0", false), ("10.76.0.0/31", false), ("fd00::/64", false),
    ])
  func carried(subnet: String, isCarried: Bool) {
    #expect((VPNDoors(VPNSettings(subnet: subnet), dataFolder: place.path) != nil) == isCarried)
  }

  @Test("what earlier processes left goes, ports without a door as well; what still has a container stays")
  func left() async throws {
    for order in ["gone", "kept", "lost"] {
      try folder.open(order)
      _ = try folder.assign([.usual], to: order)
    }
    try FileManager.default.removeItem(atPath: folder.door("lost"))
    for name in [".gone", ".kept"] { try RunFile.write([], to: "\(folder.path)/ports/\(name)") }
    let doors = try #require(VPNDoors(VPNSettings(subnet: "10.76.0.0/16"), dataFolder: place.path))
    _ = try doors.open("new")
    let given = try doors.assign([.usual], to: "new")
    await doors.closeLeft { ["kept"] }
    #expect(folder.orders == ["kept", "new"])
    #expect(try numbers.count == 2 && numbers.contains(given[0].number))
    #expect(place.exists("vpn-gate/ports/.kept") && !place.exists("vpn-gate/ports/.gone"))
  }

  @Test("what lies in the VPN is reached by doors, and nothing else", arguments: ["10.76.0.1:80", "10.77.0.1:80", "x"])
  func reach(text: String) throws {
    let doors = try #require(VPNDoors(VPNSettings(subnet: "10.76.0.0/16"), dataFolder: place.path))
    #expect(doors.lead(to: text) == text.hasPrefix("10.76."))
    doors.isUsable = false
    #expect(!doors.lead(to: text))
  }

  @Test("a machine that can have no doors gives none, and no numbers")
  func unusable() throws {
    let doors = try #require(VPNDoors(VPNSettings(subnet: "10.76.0.0/16"), dataFolder: place.path))
    doors.isUsable = false
    #expect(try doors.open("one") == nil)
    #expect(try doors.assign([.usual], to: "one").isEmpty)
  }
}

@Suite("the ports that an image offers")
struct ImagePortTests {
  @Test(
    "those of TCP that it exposes, each with its label; else the one of the contract",
    arguments: [
      (
        #"{"ExposedPorts": {"5000/tcp": {}, "80": {}}, "Labels": {"p5000": "sums", "p81": "x"}}"#,
        ["80 none", "5000 sums"]
      ),
      (#"{"ExposedPorts": {"5000/udp": {}, "0/tcp": {}, "70000/tcp": {}, "x/tcp": {}, "1/tcp/x": {}}}"#, ["8888 none"]),
      (#"{"Labels": {"p8888": "x"}}"#, ["8888 none"]), ("{}", ["8888 none"]), ("[]", ["8888 none"]),
    ])
  func read(text: String, expected: [String]) throws {
    let found = ImagePort.all(try JSONValue(parsing: Array(text.utf8)))
    #expect(found.map { "\($0.number) \($0.label ?? "none")" } == expected)
  }

  @Test("an image that exposes everything gets a bounded number")
  func bounded() throws {
    var ports = JSONObject()
    for number in 1...1_000 { ports["\(number)/tcp"] = .null }
    #expect(ImagePort.all(["ExposedPorts": .object(ports)]).count == ImagePort.most)
  }
}
