import ArgumentParser

/// `polder-meter`: what the client's parts cost, one line of JSON for each figure.
@main
struct Meter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polder-meter",
    abstract: "Measure the client: encryption, requests, and the work of a researcher at a running server.",
    subcommands: [Seal.self, Open.self, SealMany.self, Get.self, Federation.self])
}
