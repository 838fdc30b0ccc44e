import PolderCore
import PolderService
import PolderSQL

/// Algorithm stores, and for whom they are.
enum StoreRepository {
  static func listing() -> Listing { Listing(StoreRecord.columns, from: "algorithmstore") }

  static func find(_ id: AlgorithmStoreID, _ sql: Transaction) throws -> StoreRecord? {
    var listing = listing()
    listing.equal("algorithmstore.id", id)
    return try sql.first(listing.query) { try StoreRecord($0) }
  }

  /// All records of one address, in the order of their ids.
  static func find(url: String, _ sql: Transaction) throws -> [StoreRecord] {
    var listing = listing()
    listing.equal("algorithmstore.url", url)
    return try listing.all(order: "ORDER BY algorithmstore.id", sql) { try StoreRecord($0) }
  }

  static func insert(_ record: StoreRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO algorithmstore (id, name, url, collaboration_id) \
      VALUES \(values: [record.id, record.name, record.url, record.collaboration])
      """)
  }

  static func update(_ record: StoreRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      UPDATE algorithmstore SET name = \(record.name), collaboration_id = \(record.collaboration) \
      WHERE id = \(record.id)
      """)
  }

  /// Removes records; tasks that took their image from them keep it.
  static func remove(_ records: [StoreRecord], _ sql: Transaction) throws {
    try ServerSchema.delete(from: "algorithmstore", ids: records.map(\.id.rawValue), sql)
  }
}
