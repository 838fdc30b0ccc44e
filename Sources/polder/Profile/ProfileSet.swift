import ArgumentParser
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder profile set`
struct ProfileSet: ParsableCommand {
  /// What can be taken out of a profile.
  enum Setting: String, ExpressibleByArgument, CaseIterable {
    case collaboration
    case key
    case pins
    case encryption
    case proxy
    case caFile = "ca-file"
  }

  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change what a profile keeps: collaboration, key, encryption, proxy.",
    discussion: """
      Changes the profile in use, or the one that --profile names. --proxy and --ca-file are kept, too.

      polder profile set --collaboration 1 --key ~/private_key.pem --encryption require
      """)

  @Option(help: "The collaboration that verbs use where none is named.")
  var collaboration: CollaborationID?

  @Option(help: "The file of the organization's private key.", completion: .file())
  var key: String?

  @Option(help: "The file of the pinned public keys of organizations.", completion: .file())
  var pins: String?

  @Option(help: "compatible: the format of the Python client is used where an organization needs it; require: never.")
  var encryption: EncryptionRule?

  @Option(
    help: "Take a setting out: collaboration, key, pins, encryption, proxy or ca-file. Can be given several times.")
  var unset: [Setting] = []

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    let name = try place.profileName(nil, client, in: place.folder.book())
    let key = try key.map { try FilePlace.existing($0) }
    // A key that can not be read is told now, and not with the first task.
    if let key { _ = try PrivateKey(file: key) }
    let caFile = try client.caFile.map { try FilePlace.existing($0) }
    let pins = pins.map(FilePlace.absolute)
    try place.folder.update { (book) throws(PolderError) in
      var profile = try book.profile(name)
      for setting in unset { setting.remove(from: &profile) }
      if let collaboration { profile.collaboration = collaboration }
      if let key { profile.privateKey = key }
      if let pins { profile.pins = pins }
      if let encryption { profile.encryption = encryption.rawValue }
      if let proxy = client.proxy { profile.proxy = proxy }
      if let caFile { profile.caFile = caFile }
      try book.put(profile, as: name)
    }
    try client.printer(place.terminal).object(
      ProfileEntry(name, in: place.folder.book(), place.folder), columns: ProfileEntry.whole)
  }
}

extension ProfileSet.Setting {
  func remove(from profile: inout Profile) {
    switch self {
    case .collaboration: profile.collaboration = nil
    case .key: profile.privateKey = nil
    case .pins: profile.pins = nil
    case .encryption: profile.encryption = nil
    case .proxy: profile.proxy = nil
    case .caFile: profile.caFile = nil
    }
  }
}
