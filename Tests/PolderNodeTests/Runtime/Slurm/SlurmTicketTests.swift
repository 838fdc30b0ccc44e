import PolderCore
import Testing

@testable import PolderNode

@Suite("what a run's folder tells about its job")
struct SlurmTicketTests {
  @Test("a ticket is read as it was written")
  func roundTrip() {
    let ticket = SlurmTicket(
      name: "polder-0a1b2c3d-7-0123456789abcdef", id: "12", proxy: ProxySocket(folder: "/a\nb", name: "proxy.sock"))
    #expect(SlurmTicket(ticket.text) == ticket)
    #expect(ticket.linkName == "attempt-0123456789abcdef")
  }

  @Test("what was cut off is no ticket", arguments: ["", "polder-slurm 1\nname=a\n", "polder-slurm 1\nend\n"])
  func cut(text: String) { #expect(SlurmTicket(text) == nil) }

  @Test("a node keeps its mark, and another node has another")
  func marks() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let first = try SlurmNames(dataFolder: one.path)
    #expect(try SlurmNames(dataFolder: one.path).node == first.node)
    #expect(try SlurmNames(dataFolder: two.path).node != first.node)
  }

  @Test("no two attempts have one name, and the names of a run begin alike")
  func names() {
    let names = SlurmNames(node: "0a1b2c3d")
    let (one, two) = (names.name(RunID(7)), names.name(RunID(7)))
    #expect(one != two)
    #expect(one.hasPrefix("polder-0a1b2c3d-7-"))
    #expect(!names.name(RunID(71)).hasPrefix(names.prefix(RunID(7))))
  }

  @Test("a mark that somebody broke is not used")
  func brokenMark() throws {
    let place = try TemporaryFolder()
    try place.write("../../x", to: "slurm-node")
    #expect(throws: PolderError.self) { try SlurmNames(dataFolder: place.path) }
  }
}
