import PolderService

extension ContainerSettings {
  private static let keys = ["engine", "certificates", "processors", "spare_relays", "relax"]
  private static let relaxKeys = ["image", "writable_root", "capabilities", "user"]

  /// Reads the section `runtime.container`.
  init(_ section: Configuration?, relativeTo folder: String) throws {
    self.init()
    guard let section else { return }
    // A wall that is misspelt would be none.
    try section.requireKnown(Self.keys)
    engine = try section.string("engine")
    if let engine, EngineAddress(engine) == nil {
      throw section.invalid("engine", "an address such as unix:///var/run/docker.sock or tcp://host:2376")
    }
    certificates = try section.string("certificates").map { NodeFolders.absolute($0, relativeTo: folder) }
    processors = try section.double("processors", in: 0.01...4_096)
    spareRelays = try section.int("spare_relays", in: 0...64) ?? spareRelays
    relaxations = try section.sections("relax").map(Self.relaxation)
  }

  private static func relaxation(_ section: Configuration) throws -> ContainerRelaxation {
    try section.requireKnown(relaxKeys)
    let image = try section.requiredString("image", "the image that gets something back")
    guard ImageName(image) != nil else { throw section.invalid("image", "the name of an image") }
    let capabilities = try section.strings("capabilities").map { text in
      let name = text.uppercased()
      return name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
    }
    guard capabilities.allSatisfy({ $0 != "ALL" && !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0 == "_" } }) else {
      throw section.invalid("capabilities", "a list of single capabilities, such as SETUID")
    }
    let user = try section.string("user")
    if let user, user != "image", ContainerUser(user) == nil {
      throw section.invalid("user", "a number, two numbers with a colon between them, or `image`")
    }
    return ContainerRelaxation(
      image: image, hasWritableRoot: try section.bool("writable_root") ?? false, capabilities: capabilities, user: user)
  }
}
