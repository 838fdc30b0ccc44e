import PolderCore
import PolderHTTP

extension RequestInfo {
  /// Whether a parameter is a date without a time, which then means the whole day.
  func isDay(_ parameter: String) -> Bool {
    query.first { $0.name == parameter }.map { Timestamp.isBareDate($0.value) } ?? false
  }
}
