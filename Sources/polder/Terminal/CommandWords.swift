import ArgumentParser
import PolderCore

/// Looks at the words of a command before they are parsed, so that a mistyped one gets a suggestion.
enum CommandWords {
  /// What is wrong with the first word that names no command; nil when all do.
  static func problem(in arguments: some Sequence<String>, of root: any ParsableCommand.Type) -> String? {
    var command = root
    for word in arguments {
      let names = command.configuration.subcommands.map { $0._commandName }
      guard !names.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
        let hint = NearestName.among(names, to: word).map { " Did you mean '\($0)'?" } ?? ""
        return "There is no command '\(word)' here.\(hint) There are: \(names.joined(separator: ", "))."
      }
      command = next
    }
    return nil
  }
}
