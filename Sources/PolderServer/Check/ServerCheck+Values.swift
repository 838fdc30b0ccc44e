import PolderCore
import PolderService

extension ServerCheck {
  /// Reads every value as the server does at its start, and goes on behind those that are wrong: who mends a file wants to
  /// hear of all of them at once. `wrong` are the sections that had one.
  func values() -> (settings: ServerSettings?, problems: [CheckItem], wrong: Set<String>) {
    var problems: [CheckItem] = []
    var wrong: Set<String> = []
    let settings = read(&problems, &wrong) { try ServerSettings($0, environment: environment, dataFolder: dataFolder) }
    _ = read(&problems, &wrong) { try LogSettings($0.section("logging"), folder: logFolder) }
    return (settings, problems, wrong)
  }

  /// What a reading gives once nothing wrong is left in the configuration; nil where that does not help.
  private func read<Value>(
    _ problems: inout [CheckItem], _ wrong: inout Set<String>, _ reading: (Configuration) throws -> Value
  ) -> Value? {
    var left = configuration
    while true {
      do {
        return try reading(left)
      } catch let error as PolderError {
        problems.append(CheckItem("values", error))
        guard let key = error.configurationKey, let rest = left.without(key) else { return nil }
        wrong.insert(String(key.prefix { $0 != "." }))
        left = rest
      } catch {
        problems.append(CheckItem("values", .error, "The values can not be read: \(error)"))
        return nil
      }
    }
  }
}
