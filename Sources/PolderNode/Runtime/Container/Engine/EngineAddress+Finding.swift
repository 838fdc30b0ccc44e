import Glibc
import PolderCore

extension EngineAddress {
  /// The engine of a configuration, of the environment, or the first that listens at one of the usual places.
  /// - Throws: `PolderError` `runtime-engine-failed`
  static func find(_ configured: String?, environment: [String: String]) throws -> EngineAddress {
    if let text = configured ?? environment["DOCKER_HOST"], !text.isEmpty {
      if let address = EngineAddress(text) { return address }
      throw PolderError(
        .runtimeEngineFailed, "This is not the address of an engine.", object: String(text.prefix(200)),
        nextStep: "Give an address such as unix:///var/run/docker.sock or tcp://host:2376.")
    }
    return try first(of: usual(user: geteuid(), runtimeFolder: environment["XDG_RUNTIME_DIR"]))
  }

  /// The first of some places at which something listens that this user may speak to.
  /// - Throws: `PolderError` `runtime-engine-failed` that names the places
  static func first(of places: [String]) throws -> EngineAddress {
    let sockets = places.filter { FileRights($0)?.kind == .socket }
    let usable = sockets.first { access($0, R_OK | W_OK) == 0 }
    if let address = usable.flatMap({ EngineAddress("unix://" + $0) }) { return address }
    let other =
      "Another one is named by `runtime.container.engine` or DOCKER_HOST; `runtime.kind: process` executes "
      + "algorithms without any."
    guard let closed = sockets.first else {
      throw PolderError(
        .runtimeEngineFailed, "Algorithms are to run in containers, and no container engine listens on this machine.",
        object: places.joined(separator: ", "),
        nextStep: "Start Docker, or `systemctl --user start podman.socket`. " + other)
    }
    throw PolderError(
      .runtimeEngineFailed, "The container engine of this machine may not be used by this user.", object: closed,
      nextStep: "Let the user into the socket's group, or take an engine of the user's own. " + other)
  }

  /// Where engines listen, those of the user first.
  static func usual(user: UInt32, runtimeFolder: String?) -> [String] {
    var places: [String] = []
    if user != 0 {
      let own = runtimeFolder ?? "/run/user/\(user)"
      places += ["\(own)/podman/podman.sock", "\(own)/docker.sock"]
    }
    return places + ["/var/run/docker.sock", "/run/podman/podman.sock"]
  }
}
