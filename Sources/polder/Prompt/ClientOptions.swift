import ArgumentParser
import PolderAlgorithm
import PolderPrompt

/// The options of every verb that talks to a server as a user.
struct ClientOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The profile to use (environment: POLDER_PROFILE).", valueName: "name"))
  var profile: String?

  @Option(help: ArgumentHelp("The server whose profile to use (environment: POLDER_SERVER).", valueName: "address"))
  var server: String?

  @Flag(help: "Print JSON: all that the server tells.")
  var json = false

  @Flag(help: "Print comma-separated values: the columns of the table, whole.")
  var csv = false

  @Flag(help: "With --csv: leave texts as they are that a spreadsheet takes for formulas.")
  var rawCsv = false

  @Option(help: ArgumentHelp("The proxy that leads to the server.", valueName: "address"))
  var proxy: String?

  @Option(help: ArgumentHelp("Certificates of authorities to trust (PEM).", valueName: "file"), completion: .file())
  var caFile: String?

  @Option(help: ArgumentHelp("How many seconds a connection may take to come about.", valueName: "seconds"))
  var timeout: Int?

  func validate() throws {
    if json, csv { throw ValidationError("Give --json or --csv, not both.") }
    if rawCsv, !csv { throw ValidationError("--raw-csv belongs to --csv.") }
    if let timeout, !(1...3_600).contains(timeout) { throw ValidationError("--timeout takes 1 to 3600 seconds.") }
  }

  /// What they say about the server and the user.
  var choice: ConnectionChoice {
    var choice = ConnectionChoice()
    choice.profile = profile
    choice.server = server
    choice.proxy = proxy
    choice.caFile = caFile.map(FilePlace.absolute)
    choice.timeout = timeout.map { .seconds($0) }
    return choice
  }

  /// Prints in the form that they ask for.
  func printer(_ terminal: Terminal) -> Printer {
    Printer(
      format: json ? .json : csv ? .csv : .table, width: terminal.width, csv: CSVText(isGuarded: !rawCsv),
      write: { StandardOutput.write($0) }, tell: { StandardError.write($0) })
  }
}
