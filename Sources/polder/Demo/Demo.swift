import ArgumentParser
import PolderCore
import PolderDemo

/// `polder demo`
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let hospitals on this machine compute a survival model together.",
    discussion: """
      Starts a server and a node for each hospital as processes of their own, divides a public data set among them, \
      and asks for a summary and a Cox model as a researcher would. Everything is stopped and removed at the end, \
      also by Ctrl-C.
      """)

  @Option(help: "How many hospitals take part.")
  var hospitals = 3

  @Option(help: "A CSV file to use in place of the public lung cancer data.", completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(help: "The column with the time to the event or to the end of observation (with --data).")
  var time: String?

  @Option(help: "The column that says whether the event happened (with --data).")
  var status: String?

  @Option(help: "The value of the status column that means that the event happened.")
  var event = 1.0

  @Option(help: "The columns of the model, separated by commas (with --data).")
  var covariates: String?

  @Option(help: "The column by which rows belong to hospitals (with --data; evenly without it).")
  var site: String?

  @Flag(help: "Leave everything running until Ctrl-C and print how to log in.")
  var keep = false

  @Option(help: "Write the report as JSON to a file, or to standard output with -.", completion: .file())
  var json: String?

  @Option(help: "Keep configurations, databases and logs in this folder.", completion: .directory)
  var folder: String?

  func validate() throws {
    guard (1...32).contains(hospitals) else { throw ValidationError("--hospitals takes a number from 1 to 32.") }
    let named = [time, status, covariates, site].contains { $0 != nil }
    guard data != nil || !named else {
      throw ValidationError("--time, --status, --covariates and --site describe the file given with --data.")
    }
    guard data == nil || (time != nil && status != nil && covariates != nil) else {
      throw ValidationError("--data needs --time, --status and --covariates: the names of columns in that file.")
    }
  }

  func run() async throws {
    var options = DemoOptions(program: try ProgramFile.path())
    options.hospitals = hospitals
    options.event = event
    options.keep = keep
    options.json = json
    options.folder = folder
    if let data, let time, let status, let covariates {
      options.use(
        data: data, time: time, status: status, covariates: covariates.split(separator: ",").map(String.init))
      options.site = site
    }
    let demonstration = Demonstration(options: options)
    try await Interruption.cancels { try await demonstration.run() }
  }
}
