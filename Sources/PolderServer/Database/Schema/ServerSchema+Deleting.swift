package import PolderSQL

extension ServerSchema {
  /// Deletes rows as the incumbent does: what names them is set to null, what ties them to others goes with them.
  ///
  /// A user or a node goes with its row of `authenticatable`. Returns how many rows were deleted.
  @discardableResult
  package static func delete(from table: String, ids: [Int64], _ transaction: Transaction) throws -> Int {
    guard !ids.isEmpty else { return 0 }
    var deleted = 0
    for start in stride(from: 0, to: ids.count, by: batch) {
      let part = ids[start..<min(start + batch, ids.count)]
      try release(table, part, transaction)
      deleted += try transaction.execute("DELETE FROM \(identifier: table) WHERE id IN \(list: part)")
      if table == "user" || table == "node" {
        try transaction.execute("DELETE FROM authenticatable WHERE id IN \(list: part)")
      }
    }
    return deleted
  }

  private static let batch = 8_192

  private static func release(_ parent: String, _ ids: ArraySlice<Int64>, _ transaction: Transaction) throws {
    for table in tables {
      for reference in table.references where reference.table == parent && reference.column != "id" {
        let condition: SQL = "\(identifier: reference.column) IN \(list: ids)"
        if table.isAssociation {
          try transaction.execute("DELETE FROM \(identifier: table.name) WHERE \(condition)")
        } else {
          try transaction.execute(
            "UPDATE \(identifier: table.name) SET \(identifier: reference.column) = NULL WHERE \(condition)")
        }
      }
    }
  }
}
