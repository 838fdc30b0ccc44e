/// The walls around one run: what it sees of the machine, as arguments of bubblewrap.
struct Sandbox: Sendable {
  /// A file or folder that is shown inside.
  struct Binding: Sendable, Hashable {
    let outside: String
    let inside: String
    var isWritable = false
  }

  static let shimInside = "/run/polder/polder-shim"
  static let proxyFolderInside = "/run/polder/proxy"

  let bubblewrap: String
  let shim: String
  /// The folder that holds the proxy's socket; the folder is shown, so that a socket made anew is seen too.
  let proxyFolder: String
  let proxySocketName: String
  let port: Int
  var bindings: [Binding] = []
  /// Paths of the machine that programs need beside `/usr`, shown read-only at the same place.
  var readable: [String] = []
  var folder = "/"
  var temporaryBytes = 256 << 20

  /// The command that runs a program inside; the relay is its first process.
  func command(for program: [String]) -> [String] {
    var arguments = [
      bubblewrap, "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "1000", "--gid", "1000",
      "--as-pid-1", "--die-with-parent", "--new-session", "--hostname", "algorithm", "--cap-drop", "ALL",
      "--ro-bind", "/usr", "/usr",
    ]
    for name in ["bin", "sbin", "lib", "lib32", "lib64"] {
      arguments += Self.topFolder(name)
    }
    arguments += [
      "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--ro-bind-try", "/etc/alternatives",
      "/etc/alternatives", "--proc", "/proc", "--dev", "/dev", "--size", String(temporaryBytes), "--tmpfs", "/tmp",
    ]
    for path in readable { arguments += ["--ro-bind", path, path] }
    arguments += ["--ro-bind", shim, Self.shimInside, "--ro-bind", proxyFolder, Self.proxyFolderInside]
    for binding in bindings {
      arguments += [binding.isWritable ? "--bind" : "--ro-bind", binding.outside, binding.inside]
    }
    arguments += ["--chdir", folder, "--", Self.shimInside, "relay", "--listen", String(port)]
    arguments += ["--connect", "\(Self.proxyFolderInside)/\(proxySocketName)", "--"]
    return arguments + program
  }

  /// On a system with one tree of programs the others are links into `/usr`.
  private static func topFolder(_ name: String) -> [String] {
    switch FileKind.of("/" + name) {
    case .link(let target): ["--symlink", target, "/" + name]
    case .other: ["--ro-bind", "/" + name, "/" + name]
    case .none: []
    }
  }
}
