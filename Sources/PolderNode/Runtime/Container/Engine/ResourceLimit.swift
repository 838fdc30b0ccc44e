import PolderCore

/// A limit on each process of a container, as the system's `setrlimit` knows it.
struct ResourceLimit: Sendable, Hashable {
  /// The name in small letters, without `RLIMIT_`.
  let name: String
  let soft: Int64
  let hard: Int64

  init(_ name: String, soft: Int64, hard: Int64) {
    self.name = name
    self.soft = soft
    self.hard = hard
  }

  /// Reads one of a container's details: Docker writes `nofile`, Podman `RLIMIT_NOFILE`.
  init?(_ value: JSONValue) {
    guard let name = value["Name"]?.string?.lowercased(), let soft = value["Soft"]?.integer,
      let hard = value["Hard"]?.integer
    else { return nil }
    self.init(name.hasPrefix("rlimit_") ? String(name.dropFirst("rlimit_".count)) : name, soft: soft, hard: hard)
  }

  var json: JSONValue { ["Name": .string(name), "Soft": .integer(soft), "Hard": .integer(hard)] }
}
