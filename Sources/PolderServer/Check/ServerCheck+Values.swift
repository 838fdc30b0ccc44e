import PolderCore
import PolderService

extension ServerCheck {
  /// Reads every value as the server does at its start. `wrong` are the sections that had something wrong.
  func values() -> (settings: ServerSettings?, problems: [CheckItem], wrong: Set<String>) {
    var problems: [PolderError] = []
    var wrong: Set<String> = []
    let settings = configuration.tolerant(&problems, &wrong) {
      try ServerSettings($0, environment: environment, dataFolder: dataFolder)
    }
    _ = configuration.tolerant(&problems, &wrong) { try LogSettings($0.section("logging"), folder: logFolder) }
    return (settings, problems.map { CheckItem("values", $0) }, wrong)
  }
}
