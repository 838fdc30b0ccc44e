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
    let places = usual(user: geteuid(), runtimeFolder: environment["XDG_RUNTIME_DIR"])
    guard let found = places.first(where: isSocket), let address = EngineAddress("unix://" + found) else {
      throw PolderError(
        .runtimeEngineFailed, "No container engine listens on this machine.", object: places.joined(separator: ", "),
        nextStep:
          "Start Docker, or `systemctl --user start podman.socket`; or name it under runtime: container: engine.")
    }
    return address
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

  private static func isSocket(_ path: String) -> Bool {
    FileRights(path)?.kind == .socket && access(path, R_OK | W_OK) == 0
  }
}
