import ArgumentParser
import PolderCore

/// The options of verbs that show a list.
struct ListOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Which page of the list, from 1.", valueName: "number"))
  var page = 1

  @Option(help: ArgumentHelp("How many entries a page has.", valueName: "number"))
  var perPage = 20

  @Flag(help: "Show all pages, in place of one.")
  var all = false

  func validate() throws {
    if page < 1 { throw ValidationError("--page counts from 1.") }
    if !(1...10_000).contains(perPage) { throw ValidationError("--per-page takes 1 to 10000.") }
    if all, page != 1 { throw ValidationError("Give --page or --all, not both.") }
  }

  /// How many entries to ask for at a time.
  var size: Int { all ? max(perPage, 100) : perPage }

  /// The page to ask for.
  var request: PageRequest { PageRequest(page: Int64(page), perPage: Int64(size)) }
}
