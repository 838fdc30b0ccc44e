import PolderCore
import PolderTransport
import Testing

@Suite("Versions of servers")
struct ServerVersionCheckTests {
  @Test(
    "The version that is spoken here fits, whatever follows it", arguments: ["4.15", "4.15.0", "4.15.2", "4.15.3rc1"])
  func fits(version: String) {
    let check = ServerVersionCheck.judge(version)
    #expect(check.warning == nil)
    #expect(check.error == nil)
  }

  @Test(
    "A neighbour of it is told, and calls go on", arguments: [("4.0.1", "4.0"), ("4.14.9", "4.14"), ("4.99", "4.99")])
  func differs(version: String, shown: String) {
    let check = ServerVersionCheck.judge(version)
    #expect(check.error == nil)
    #expect(check.warning?.code == .transportOtherVersion)
    #expect(check.warning?.message.contains("version \(shown), and 4.15") == true)
    #expect(check.warning?.object == "version \(version)")
  }

  @Test("Another generation is of no use", arguments: ["3.11.1", "5.0.0", "2.3", "0.0.0", "40.15.2"])
  func isUnusable(version: String) {
    let check = ServerVersionCheck.judge(version)
    #expect(check.warning == nil)
    #expect(check.error?.code == .transportOtherVersion)
    #expect(check.error?.nextStep == "Use a server of version 4.")
  }

  @Test(
    "What is no version is no such server, and is not repeated at length",
    arguments: [
      "", "4", "latest", "4.x", "-4.15", "4.-15", "٤.١٥", ".15", "99999999.1", "4 .15",
      String(repeating: "4", count: 5_000),
    ])
  func isNone(version: String) {
    let check = ServerVersionCheck.judge(version)
    #expect(check.error?.message == "The server tells no version that is known here.")
    #expect((check.error?.object?.count ?? 99) <= 48)
  }
}
