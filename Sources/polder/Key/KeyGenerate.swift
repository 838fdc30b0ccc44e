import ArgumentParser
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key generate`
struct KeyGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a private key in a file that only you can read.",
    discussion: """
      Nothing is sent: `polder key upload` gives the public half to the server, and `polder profile set --key FILE` lets \
      tasks be encrypted. Keep a copy in a safe place: what was encrypted for a lost key can not be read any more.
      """)

  @Argument(help: "The file to write.", completion: .file())
  var file = "private_key.pem"

  @Flag(help: "The file may take the place of another key, which is lost then.")
  var replacing = false

  @Option(help: "How many bits the key has.")
  var bits = 4_096

  @OptionGroup var client: ClientOptions

  func validate() throws {
    guard (2_048...8_192).contains(bits) else { throw ValidationError("--bits takes 2048 to 8192; 4096 is good.") }
  }

  func run() throws {
    let file = FilePlace.absolute(file)
    let key = try PrivateKey.generate(bits: bits)
    try key.write(to: file, replacing: replacing)
    let fingerprint = key.publicKey.fingerprint.description
    let printer = client.printer(.present)
    printer.object(["file": .string(file), "fingerprint": .string(fingerprint)])
    if printer.format == .table { printer.note("Next: polder key upload \(file); polder profile set --key \(file)") }
  }
}
