import ArgumentParser
import PolderCore
import PolderCrypto
import PolderNode

/// `polder node key list`
struct NodeKeyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the pinned keys of organizations: by what the node knows them.")

  @OptionGroup var options: NodeOptions

  @Flag(help: "Answer with a JSON list.")
  var json = false

  func run() throws {
    let pins = try NodeKeyPlace(options).pins.all()
    if json { return print(JSONValue.array(pins.map { NodeKeyPlace.json($0) }).text) }
    guard !pins.isEmpty else { return print("No key is pinned.") }
    TextColumns.print(
      ["organization", "fingerprint", "first seen", "confirmed", "envelopes"],
      pins.map { pin in
        [
          "\(pin.organization)", pin.fingerprint.description, pin.firstSeen.wireText, pin.isConfirmed ? "yes" : "no",
          pin.acceptsEnvelopes ? "yes" : "no",
        ]
      })
  }
}
