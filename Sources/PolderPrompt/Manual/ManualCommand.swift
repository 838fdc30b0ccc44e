import PolderCore

/// One command and those below it, as the dump of a program's help tells them.
struct ManualCommand {
  /// No program has commands within commands deeper than this.
  static let deepest = 8

  let path: [String]
  let abstract: String
  let discussion: String
  let arguments: [ManualArgument]
  let commands: [ManualCommand]

  init(_ dump: JSONValue, below path: [String] = []) throws(PolderError) {
    guard let name = dump["commandName"]?.string, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }),
      !name.isEmpty, path.count < Self.deepest
    else {
      throw PolderError("manual-dump", "This is no dump of a program's help.", object: path.joined(separator: " "))
    }
    self.path = path + [name]
    abstract = dump["abstract"]?.string ?? ""
    discussion = dump["discussion"]?.string ?? ""
    arguments = (dump["arguments"]?.array ?? []).compactMap { ManualArgument($0) }
    var commands: [ManualCommand] = []
    for command in dump["subcommands"]?.array ?? [] where command["shouldDisplay"]?.bool ?? true {
      // The word `help` explains itself.
      if command["commandName"]?.string != "help" { commands.append(try ManualCommand(command, below: self.path)) }
    }
    self.commands = commands
  }

  /// This command and all below it.
  var all: [ManualCommand] { [self] + commands.flatMap(\.all) }

  /// The name of its page.
  var page: String { path.joined(separator: "-") }
}
