import PolderCore
import Testing

@testable import PolderNode

@Suite("what algorithms reach of the helpers")
struct HelperBoardTests {
  private let board = HelperBoard(
    HelperSettings(
      tunnels: [HelperSamples.plainTunnel("a", port: 5_432), HelperSamples.plainTunnel("b", port: 5_432)],
      allowList: AllowList(domains: [], addresses: [], ports: []),
      services: [LinkedService(alias: "omop", container: "postgres")]), dataFolder: "/d")

  @Test("tunnels and the filter are there from the beginning, each at an address of its own")
  func fixed() {
    #expect(board.ports.map(\.host) == ["squid", "a", "b"])
    #expect(board.ports.map(\.port) == [3_128, 5_432, 5_432])
    #expect(board.ports.map(\.address) == ["127.0.1.1", "127.0.1.2", "127.0.1.3"])
    #expect(board.ports.map(\.socket.path) == ["squid", "a", "b"].map { "/d/helpers/sockets/\($0).sock" })
  }

  @Test("a service is there with all its ports once it was found, and the others stay what they are")
  func service() {
    let before = board.ports
    board.offer([80, 5_432], of: "omop")
    #expect(board.ports.dropLast(2) == before[...])
    let found = board.ports.suffix(2)
    #expect(found.map(\.address) == ["127.0.1.4", "127.0.1.4"])
    #expect(found.map(\.socket.name) == ["omop+80.sock", "omop+5432.sock"])
    #expect(board.ports.names.map(\.name) == ["squid", "a", "b", "omop"])
  }

  @Test("a relay is told where each leads, and programs find the names")
  func told() {
    let ports = Array(board.ports.prefix(2))
    #expect(
      ports.relayArguments(in: "/helpers") == [
        "--forward", "127.0.1.1:3128", "--to", "/helpers/squid.sock", "--forward", "127.0.1.2:5432", "--to",
        "/helpers/a.sock",
      ])
    #expect(ports.hostsText == "127.0.0.1 localhost\n127.0.1.1 squid\n127.0.1.2 a\n")
    #expect(ports.map { $0.moved(to: "/x").socket.path } == ["/x/squid.sock", "/x/a.sock"])
  }

  @Test("a path that is longer than a socket's may be is refused before a program listens there")
  func tooLong() async throws {
    #expect(try board.listener("a") == "/d/helpers/sockets/a.sock")
    let long = HelperBoard(board.settings, dataFolder: "/" + String(repeating: "d", count: 80))
    #expect(await failure { try long.listener("a") }?.code == .nodeFolderUnusable)
  }

  @Test("many names have many addresses, all on the loopback")
  func many() {
    let services = (0..<600).map { LinkedService(alias: "s\($0)", container: "c") }
    let board = HelperBoard(HelperSettings(services: services), dataFolder: "/d")
    for service in services { board.offer([1], of: service.alias) }
    #expect(Set(board.ports.map(\.address)).count == 600)
    #expect(board.ports.allSatisfy { $0.address.split(separator: ".").compactMap { UInt8($0) }.count == 4 })
  }
}
