import PolderCore
public import PolderData

/// A database that a node made available to a program.
public struct ContainerDatabase: Sendable {
  /// Its label at the node.
  public let label: String
  /// Where it is: a path for a file.
  public let uri: String
  /// Its kind in lower case: `csv`, `parquet`, `sql`, …
  public let type: String
  /// Whether the task asks for steps before the program sees the data.
  public let hasPreprocessing: Bool

  /// The database as a table.
  /// - Throws: `PolderError` `algorithm-environment` for kinds that can not be read as a table yet
  public func source() throws -> any TabularSource {
    guard type == "csv" else {
      throw PolderError(
        .algorithmEnvironment, "Databases of the type '\(type.prefix(40))' can not be read by this program.",
        object: label, nextStep: "Name a database of the type 'csv' in the task.")
    }
    guard !hasPreprocessing else {
      throw PolderError(
        .algorithmEnvironment, "The task asks for preprocessing, which this program does not know.", object: label,
        nextStep: "Leave out 'preprocessing' in the task's databases.")
    }
    return CSVFile(path: uri)
  }
}
