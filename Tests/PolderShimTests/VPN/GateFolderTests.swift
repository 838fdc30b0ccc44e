import Foundation
import Glibc
import Testing

/// What the gate makes of a folder that it can not read as it should.
@Suite(.enabled(if: OwnNetwork.isThere, "needs networks of an ordinary user, and Perl"))
struct GateFolderTests {
  @Test("a file that can not be read now keeps its port open")
  func unreadable() async throws {
    let gate = try await Gate()
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    chmod("\(gate.folder.path)/ports/50001", 0)
    try await gate.helper.wait { gate.helper.complaints.contains("/ports/50001: Permission denied") }
    // Found by a later look.
    try gate.open("50002", "run-1 5000\n")
    try await gate.wait(for: 50_002)
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer, 50_001, 50_002])
  }

  @Test("a folder that can not be read now changes nothing, and is told of once")
  func closed() async throws {
    let gate = try await Gate()
    try gate.open("50001", "run-1 5000\n")
    try await gate.wait(for: 50_001)
    let ports = "\(gate.folder.path)/ports"
    chmod(ports, 0)
    try await gate.helper.wait { gate.helper.complaints.contains("/ports: Permission denied") }
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer, 50_001])
    chmod(ports, 0o700)
    try gate.open("50002", "run-1 5000\n")
    try await gate.wait(for: 50_002)
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer, 50_001, 50_002])
    #expect(gate.helper.complaints.split(separator: "\n").count == 1)
  }

  @Test("a pipe, a link and a folder in a file's place are told of, and hold nothing up")
  func special() async throws {
    let gate = try await Gate()
    let ports = "\(gate.folder.path)/ports"
    try gate.folder.write("rule", "run-1 5000\n")
    mkfifo("\(ports)/50001", 0o600)
    symlink("\(gate.folder.path)/rule", "\(ports)/50002")
    mkdir("\(ports)/50003", 0o700)
    try gate.open("50004", "run-1 5000\n")
    try await gate.wait(for: 50_004)
    for port in 50_001...50_003 { #expect(gate.helper.complaints.contains("/ports/\(port): a plain file")) }
    #expect(OwnNetwork.ports(of: gate.helper.number) == [Gate.peer, 50_004])
  }

  @Test("ports that are open stay open when there are more files than can be")
  func crowd() async throws {
    let gate = try await Gate()
    for port in 50_001...50_512 { try gate.open("\(port)", "run-1 5000\n") }
    let open = Set((50_001...50_512).map(UInt16.init)).union([Gate.peer])
    try await gate.helper.wait { OwnNetwork.ports(of: gate.helper.number) == open }
    try gate.open("49000", "run-1 5000\n")
    try await gate.helper.wait { gate.helper.complaints.contains("/ports/49000: 512 ports are open already") }
    #expect(OwnNetwork.ports(of: gate.helper.number) == open)
  }
}
