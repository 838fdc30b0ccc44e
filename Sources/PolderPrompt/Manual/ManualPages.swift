public import PolderCore

/// Man pages made from the tree of commands, one for each command.
public enum ManualPages {
  /// A page.
  public struct Page: Sendable, Hashable {
    /// The name of its file, for instance `polder-task-create.1`.
    public let file: String
    /// The page in the language of `man`.
    public let text: String
  }

  /// The pages of a program.
  /// - Parameters:
  ///   - dump: what the program says with `--experimental-dump-help`
  ///   - version: the program's version, for the foot of the pages
  /// - Returns: the pages
  /// - Throws: `PolderError` `manual-dump`
  public static func make(from dump: JSONValue, version: String) throws(PolderError) -> [Page] {
    guard let root = dump["command"] else { throw PolderError("manual-dump", "This is no dump of a program's help.") }
    let command = try ManualCommand(root)
    return command.all.map { Page(file: $0.page + ".1", text: text($0, of: command, version)) }
  }

  private static func text(_ command: ManualCommand, of root: ManualCommand, _ version: String) -> String {
    let words = command.path.joined(separator: " ")
    var lines = [
      ".TH \(Roff.quoted(command.page.uppercased())) 1 \"\" \(Roff.quoted("\(root.page) \(version)")) \"\"",
      ".SH NAME", "\(Roff.text(command.page)) \\- \(Roff.text(command.abstract))",
      ".SH SYNOPSIS", ([Roff.bold(words)] + synopsis(command)).joined(separator: "\n"),
    ]
    if !command.discussion.isEmpty { lines += [".SH DESCRIPTION"] + Roff.paragraphs(command.discussion) }
    let positional = command.arguments.filter(\.isPositional)
    if !positional.isEmpty { lines += [".SH ARGUMENTS"] + positional.flatMap(\.lines) }
    let options = command.arguments.filter { !$0.isPositional }
    if !options.isEmpty { lines += [".SH OPTIONS"] + options.flatMap(\.lines) }
    if !command.commands.isEmpty { lines += [".SH COMMANDS"] + command.commands.flatMap(entry) }
    lines += seeAlso(command)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func synopsis(_ command: ManualCommand) -> [String] {
    command.commands.isEmpty ? command.arguments.map(\.synopsis) : [Roff.italic("command")]
  }

  private static func entry(_ command: ManualCommand) -> [String] {
    [".TP", "\(Roff.bold(command.page))(1)"] + Roff.paragraphs(command.abstract)
  }

  private static func seeAlso(_ command: ManualCommand) -> [String] {
    guard command.path.count > 1 else { return [] }
    return [".SH SEE ALSO", "\(Roff.bold(command.path.dropLast().joined(separator: "-")))(1)"]
  }
}
