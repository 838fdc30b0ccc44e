/// The walls around one run: what it sees of the machine, as arguments of bubblewrap.
struct Sandbox: Sendable {
  static let shimInside = "/run/polder/polder-shim"
  static let proxyFolderInside = "/run/polder/proxy"
  static let helperFolderInside = "/run/polder/helpers"

  let bubblewrap: String
  let shim: String
  /// The folder is shown, not the socket, so that one that is made anew is seen too.
  let proxy: ProxySocket
  let port: Int
  let connections: Int
  var bindings: [RunOrder.Binding] = []
  /// Paths of the machine that programs need beside `/usr`, shown read-only at the same place.
  var readable: [String] = []
  /// What is reached beside the proxy.
  var helpers: [HelperPort] = []
  /// The folder of the files that tell the addresses of names.
  var records = ""
  /// The size of each folder in memory, in bytes.
  var temporaryBytes = 256 << 20

  /// The command that runs a program inside; the relay is its first process.
  func command(for program: [String]) -> [String] {
    var arguments = [
      bubblewrap, "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "1000", "--gid", "1000",
      "--as-pid-1", "--die-with-parent", "--new-session", "--hostname", "algorithm", "--cap-drop", "ALL",
      "--ro-bind", "/usr", "/usr",
    ]
    for name in ["bin", "sbin", "lib", "lib32", "lib64"] { arguments += Self.topFolder(name) }
    for path in ["/etc/ld.so.cache", "/etc/alternatives"] { arguments += ["--ro-bind-try", path, path] }
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    for path in ["/tmp", "/dev/shm"] { arguments += ["--size", String(temporaryBytes), "--tmpfs", path] }
    for path in readable { arguments += ["--ro-bind", path, path] }
    arguments += ["--ro-bind", shim, Self.shimInside, "--ro-bind", proxy.folder, Self.proxyFolderInside]
    if let folder = helpers.folder {
      arguments += ["--ro-bind", folder, Self.helperFolderInside]
      for name in [ShimFolder.hostsName, ShimFolder.lookupName] {
        arguments += ["--ro-bind", "\(records)/\(name)", "/etc/\(name)"]
      }
    }
    for binding in bindings {
      arguments += [binding.isWritable ? "--bind" : "--ro-bind", binding.source, binding.target]
    }
    // Last: what bubblewrap made to hang all this on is memory too, and has no limit of its own. And whoever has root's
    // number outside, as below a node that root started, may write the kernel's settings in any /proc that is writable.
    for path in ["/proc", "/dev", "/"] { arguments += ["--remount-ro", path] }
    arguments += ["--chdir", "/", "--"]
    arguments += [Self.shimInside, "relay", "--listen", String(port), "--connections", String(connections)]
    arguments += ["--connect", "\(Self.proxyFolderInside)/\(proxy.name)"]
    return arguments + helpers.relayArguments(in: Self.helperFolderInside) + ["--"] + program
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
