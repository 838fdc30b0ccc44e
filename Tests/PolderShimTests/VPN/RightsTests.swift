import Foundation
import Glibc
import Testing

/// What the helpers need at their start, and must not have later.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct RightsTests {
  @Test("a relay has no right left once it has made its ways")
  func relay() async throws {
    let relay = try await VPNRelay()
    try relay.helper.expectNoRights()
  }

  @Test("a gate has no right")
  func gate() async throws {
    let folder = try RunFolder()
    let gate = try Helper(
      OwnNetwork.arguments + [
        ShimProgram.path, "gate", "--folder", folder.path, "--subnet", OwnNetwork.subnet, "--ready",
        "\(folder.path)/ready",
      ], errors: "\(folder.path)/errors")
    try await gate.wait(for: "\(folder.path)/ready")
    try gate.expectNoRights()
    #expect(try await gate.end() == 0)
  }

  @Test("root becomes the user that is asked for, in all of its names", .enabled(if: geteuid() == 0, "needs root"))
  func user() async throws {
    let (folder, words) = (try RunFolder(), try RunFolder())
    chown(folder.path, 12_345, 23_456)
    let relay = try Helper(
      [
        "unshare", "-n", ShimProgram.path, "relay", "--vpn", OwnNetwork.subnet, "--gate", "\(folder.path)/gate",
        "--door", "\(folder.path)/door", "--user", "12345:23456", "--ready", "\(folder.path)/ready",
      ], errors: "\(words.path)/errors")
    try await relay.wait(for: "\(folder.path)/ready")
    try relay.expectNoRights()
    let status = try relay.status()
    #expect(status["Uid"] == "12345\t12345\t12345\t12345")
    #expect(status["Gid"] == "23456\t23456\t23456\t23456")
    #expect(status["Groups"] == "")
    let owner = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/door")[.ownerAccountID] as? Int
    #expect(owner == 12_345)
    #expect(try await relay.end() == 0)
  }

  @Test("a relay that can not change the network, or not become the user, ends before it starts anything")
  func refused() async throws {
    let folder = try RunFolder()
    let (gate, door, other) = ("\(folder.path)/gate", "\(folder.path)/door", "\(folder.path)/other")
    let command = ["--", "touch", "\(folder.path)/started"]
    let arguments = VPNRelay.arguments(gate: gate, door: door)
    // The command of a relay has the rights of a relay: none.
    let inner = Array(VPNRelay.arguments(gate: gate, door: other).dropFirst(OwnNetwork.arguments.count))
    let powerless = try Helper(arguments + ["--"] + inner + command, errors: "\(folder.path)/first")
    #expect(try await powerless.ended() == 71)
    #expect(powerless.complaints.contains("leading 10.76.0.0/16 to port"))
    // In this network there is no user but one.
    let unknown = try Helper(arguments + ["--user", "5:5"] + command, errors: "\(folder.path)/second")
    #expect(try await unknown.ended() == 71)
    #expect(unknown.complaints.contains("becoming the user"))
    #expect(!folder.exists("started"))
  }

  @Test("a relay may be started again in the network of an earlier one")
  func again() async throws {
    let folder = try RunFolder()
    let arguments = VPNRelay.arguments(gate: "\(folder.path)/gate", door: "\(folder.path)/door")
    let inner = Array(arguments.dropFirst(OwnNetwork.arguments.count))
    let twice = try Helper(
      OwnNetwork.arguments + ["sh", "-c", "\"$@\" -- true && exec \"$@\" -- true", "sh"] + inner,
      errors: "\(folder.path)/errors")
    #expect(try await twice.ended() == 0, "\(twice.complaints)")
  }
}
