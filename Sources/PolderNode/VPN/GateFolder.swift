import Foundation
import Glibc
import PolderCore

/// The folder in which the relays of runs and the gate to the VPN meet: `gate/socket` leads out, `runs/ORDER/socket` leads
/// into a run, and each file in `ports` says which of them a port of the node's address in the VPN leads to.
///
/// All of it is on disk, so that runs keep their connections while the node is away.
struct GateFolder: Sendable, Hashable {
  /// The numbers that are given to runs, as the contract has them.
  static let numbers = 49_152...65_534
  /// So many ports are open at the same time for all runs together.
  static let mostPorts = 512

  let path: String

  init(dataFolder: String) { path = dataFolder + "/vpn-gate" }

  /// The folder of the gate's socket.
  var gate: String { path + "/gate" }
  private var ports: String { path + "/ports" }
  private var runs: String { path + "/runs" }

  /// The folder of the socket that leads into the run of a start.
  func door(_ order: String) -> String { "\(runs)/\(order)" }

  func make() throws { for folder in [path, gate, ports, runs] { try NodeFolders.makeFolder(folder) } }

  /// Makes the folder of a run's door.
  func open(_ order: String) throws {
    try make()
    try NodeFolders.makeFolder(door(order))
  }

  /// Gives a run a free number for each port of its image.
  /// - Parameters:
  ///   - ports: what the image offers
  ///   - order: the start of the run
  ///   - random: draws a number
  /// - Returns: the numbers, in the order of the ports
  /// - Throws: `PolderError` `node-folder-unusable` when a file can not be written, or no number is free
  func assign(
    _ ports: [ImagePort], to order: String, random: () -> Int = { Int.random(in: Self.numbers) }
  ) throws -> [RunPort] {
    guard Self.names(self.ports).count + ports.count <= Self.mostPorts else {
      throw Self.unusable(self.ports, "\(Self.mostPorts) ports are the most for all runs together")
    }
    return try ports.map { port in
      let draft = "\(self.ports)/.\(order)"
      try RunFile.write(Array("\(order) \(port.number)\n".utf8), to: draft)
      defer { unlink(draft) }
      for _ in 0..<1_000 {
        let number = random()
        // Whole or not at all, and never in place of another run's.
        if link(draft, "\(self.ports)/\(number)") == 0 {
          return RunPort(number: number, port: port.number, label: port.label)
        }
        guard errno == EEXIST else { throw Self.unusable(self.ports, String(cString: strerror(errno))) }
      }
      throw Self.unusable(self.ports, "all numbers are taken")
    }
  }

  /// Closes a run's door, and gives its numbers back.
  func close(_ order: String) {
    removePorts(of: order)
    // What can not be removed is left to the next start of the node.
    try? FileManager.default.removeItem(atPath: door(order))
  }

  /// Gives a run's numbers back.
  func removePorts(of order: String) {
    unlink("\(ports)/.\(order)")
    removePorts { $0 == order }
  }

  /// The starts that have a door.
  var orders: Set<String> { Set(Self.names(runs)) }

  /// Closes doors, and whatever ports lead to none.
  func close(_ orders: Set<String>) {
    for order in orders { close(order) }
    // In this order: a run that is given a port has a door before.
    let listed = Self.names(ports)
    let open = self.orders
    removePorts(among: listed) { !open.contains($0) }
    // What a process left that ended between two steps of giving a port.
    for name in listed where name.hasPrefix(".") && !open.contains(String(name.dropFirst())) {
      unlink("\(ports)/\(name)")
    }
  }

  private func removePorts(among names: [String]? = nil, where isLeft: (String) -> Bool) {
    for name in names ?? Self.names(ports) where !name.hasPrefix(".") {
      let file = "\(ports)/\(name)"
      // A file that can not be read leads nowhere.
      guard let bytes = try? RunFile.read(file, limit: 128) else { continue }
      if isLeft(String(decoding: bytes.prefix { $0 != 0x20 }, as: UTF8.self)) { unlink(file) }
    }
  }

  private static func names(_ folder: String) -> [String] {
    // Without the folder nothing was ever opened.
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func unusable(_ path: String, _ reason: String) -> PolderError {
    PolderError(
      .nodeFolderUnusable, "A run can not be given a port in the VPN: \(reason).", object: path,
      nextStep: "Check the space and the rights of the node's `data_dir`.")
  }
}
