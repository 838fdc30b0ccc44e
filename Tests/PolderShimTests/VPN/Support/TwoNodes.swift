import Foundation

/// The gates of two nodes, each in a network of its own, with a cable between them for a tunnel.
final class TwoNodes: Sendable {
  static let names = ["a", "b"]
  /// Where each can be reached.
  static let addresses = ["10.76.1.1", "10.76.2.1"]

  let folder: RunFolder
  private let helper: Helper

  init() async throws {
    let folder = try RunFolder()
    self.folder = folder
    for name in Self.names {
      for folders in ["ports", "runs/run-1"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder.path)/\(name)/\(folders)", withIntermediateDirectories: true)
      }
      try folder.write("\(name)/ports/50001", "run-1 \(VPNRelay.port)\n")
    }
    helper = try Helper(
      OwnNetwork.arguments + [
        "sh", "-ec", Self.script, ShimProgram.path, folder.path, OwnNetwork.subnet, OwnNetwork.cableScript,
        OwnNetwork.addressing("", "")[2],
      ] + Self.addresses, errors: "\(folder.path)/errors")
    for name in Self.names { try await helper.wait(for: "\(folder.path)/\(name)/ready") }
  }

  /// The second node's network is there once it says so, and its gate starts once the cable is in. Both die with
  /// this, which ends with its input.
  private static let script = """
    shim=$0 folder=$1 subnet=$2 cable=$3 address=$4
    mkfifo "$folder/up" "$folder/go"
    gate="exec setpriv --pdeathsig KILL '$shim' gate --subnet $subnet --folder '$folder"
    unshare -n sh -c "echo > '$folder/up'; read go < '$folder/go'; $gate/b' --ready '$folder/b/ready'" &
    b=$!
    read up < "$folder/up"
    perl -e "$cable" $b
    perl -e "$address" v $5
    nsenter -t $b -n perl -e "$address" v $6
    sh -c "$gate/a' --ready '$folder/a/ready'" &
    echo > "$folder/go"
    read end || true
    """

  /// The relay of a run of a node, whose algorithm connects to that of the other.
  func relay(_ index: Int) async throws -> VPNRelay {
    let node = "\(folder.path)/\(Self.names[index])"
    return try await VPNRelay(
      to: "\(Self.addresses[1 - index]):50001", gate: "\(node)/gate/socket", door: "\(node)/runs/run-1/socket")
  }
}
