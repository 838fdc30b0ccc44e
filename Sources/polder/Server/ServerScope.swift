import ArgumentParser
import PolderService

/// `--system` and `--user`: in whose folders a configuration of a server or a node is looked for.
enum ServerScope: String, EnumerableFlag {
  case system, user

  static func help(for value: ServerScope) -> ArgumentHelp? {
    value == .system ? "Look into the machine's folders." : "Look into this user's folders."
  }

  var folders: InstanceFolders.Scope { self == .system ? .system : .user }
}
