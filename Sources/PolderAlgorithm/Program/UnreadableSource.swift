import PolderData

/// Stands for a table that can not be read; says so when it is.
struct UnreadableSource: TabularSource {
  let error: any Error

  func columnNames() throws -> [String] { throw error }
  func read(columns: [String]?) throws -> Table { throw error }
}
