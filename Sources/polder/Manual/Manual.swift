import ArgumentParser
import Foundation
import PolderCore
import PolderPrompt

/// `polder man`
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Write the man pages of all commands into a folder.",
    discussion: """
      For instance `polder man ~/.local/share/man/man1`; then `man polder-task-create` shows the page of a command.
      """)

  @Argument(help: "The folder; it is made where there is none.", completion: .directory)
  var folder: String

  func run() throws {
    let dump = try JSONValue(parsing: Polder._dumpHelp())
    let pages = try ManualPages.make(from: dump, version: ProgramVersion.text)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for page in pages {
        try Data(page.text.utf8).write(to: URL(filePath: folder).appending(path: page.file), options: .atomic)
      }
    } catch {
      throw PolderError(
        "file-unwritable", "The pages can not be written.", object: folder,
        nextStep: "Name a folder that may be written.", cause: error)
    }
    print("wrote \(pages.count) pages to \(folder)")
  }
}
