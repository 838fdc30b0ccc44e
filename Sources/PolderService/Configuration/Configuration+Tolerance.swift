public import PolderCore

extension Configuration {
  /// Reads every value as a start does, and goes on behind those that are wrong: who mends a file wants to hear of all of
  /// them at once.
  /// - Parameters:
  ///   - problems: gets what is wrong
  ///   - wrong: gets the sections that had something wrong
  ///   - reading: reads a configuration, and throws at the first wrong value
  /// - Returns: what the reading gives once nothing wrong is left in the configuration; nil where that does not help
  public func tolerant<Value>(
    _ problems: inout [PolderError], _ wrong: inout Set<String>, _ reading: (Configuration) throws -> Value
  ) -> Value? {
    var left = self
    while true {
      do {
        return try reading(left)
      } catch let error as PolderError {
        problems.append(error)
        guard let key = error.configurationKey, let rest = left.without(key) else { return nil }
        wrong.insert(String(key.prefix { $0 != "." }))
        left = rest
      } catch {
        problems.append(
          PolderError(
            .configurationInvalid, "The values can not be read: \(error)", object: source,
            nextStep: "Correct the file and start again."))
        return nil
      }
    }
  }
}
