import PolderCore
import PolderService

extension ServerCheck {
  /// Reads every value as the server does at its start, and goes on behind those that are wrong: who mends a file wants to
  /// hear of all of them at once.
  func values() -> (settings: ServerSettings?, problems: [CheckItem]) {
    var problems: [CheckItem] = []
    let settings = read(&problems) { try ServerSettings($0, environment: environment, dataFolder: dataFolder) }
    _ = read(&problems) { try LogSettings($0.section("logging"), folder: logFolder) }
    return (settings, problems)
  }

  /// What a reading gives once nothing wrong is left in the configuration; nil where that does not help.
  private func read<Value>(_ problems: inout [CheckItem], _ reading: (Configuration) throws -> Value) -> Value? {
    var left = configuration
    while true {
      do {
        return try reading(left)
      } catch let error as PolderError {
        problems.append(CheckItem("values", error))
        guard let rest = left.without(error) else { return nil }
        left = rest
      } catch {
        problems.append(CheckItem("values", .error, "The values can not be read: \(error)"))
        return nil
      }
    }
  }
}
