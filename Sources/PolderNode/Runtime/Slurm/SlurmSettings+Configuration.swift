import PolderService

extension SlurmSettings {
  private static let keys = [
    "partition", "account", "qos", "time_minutes", "memory_mb", "cpus", "arguments", "config", "programs",
    "poll_seconds", "check_seconds", "bridge",
  ]

  /// Reads the section `runtime.slurm`; relative paths lie in a folder.
  init(_ section: Configuration, relativeTo folder: String) throws {
    // A limit that is misspelt would be none.
    try section.requireKnown(Self.keys)
    self.init()
    partition = try Self.name("partition", section)
    account = try Self.name("account", section)
    qos = try Self.name("qos", section)
    timeMinutes = try section.int("time_minutes", in: 1...525_600)
    memoryMegabytes = try section.int("memory_mb", in: 1...(64 << 20))
    processors = try section.int("cpus", in: 1...65_536) ?? 1
    arguments = try section.strings("arguments")
    if let refused = arguments.first(where: { !SlurmSubmission.mayBeAdded($0) }) {
      throw section.invalid(
        "arguments",
        "a list of arguments of sbatch such as --constraint=skylake, none of which the node sets itself; "
          + "'\(refused.prefix(100))' is not one")
    }
    configuration = try section.string("config").map { NodeFolders.absolute($0, relativeTo: folder) }
    programs = try section.string("programs").map { NodeFolders.absolute($0, relativeTo: folder) }
    pollSeconds = try section.int("poll_seconds", in: 1...600) ?? pollSeconds
    checkSeconds = try section.int("check_seconds", in: 5...86_400) ?? checkSeconds
    if let text = try section.string("bridge") {
      guard let address = BridgeAddress(text) else {
        throw section.invalid("bridge", "an IPv4 address and a port of this machine, such as 10.0.0.5:4711")
      }
      bridge = address
    }
  }

  private static func name(_ key: String, _ section: Configuration) throws -> String? {
    guard let text = try section.string(key) else { return nil }
    let isName = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2C, 0x2D, 0x2E, 0x5F].contains(byte)
    }
    guard !text.isEmpty, isName else { throw section.invalid(key, "a name as Slurm knows it") }
    return text
  }
}
