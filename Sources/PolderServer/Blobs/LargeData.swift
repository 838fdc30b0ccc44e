import PolderCore

/// How large inputs and results are kept.
package struct LargeData: Sendable {
  /// Where those are kept that pass beside the database; nil when all are in it.
  package var store: (any BlobStore)?
  /// The most bytes of an input or a result in the database.
  package var rowLimit = Self.defaultRowLimit
  /// The most bytes of an input or a result beside it.
  package var blobLimit = Self.defaultBlobLimit

  /// 32 MiB.
  package static let defaultRowLimit: Int64 = 32 << 20
  /// 64 GiB.
  package static let defaultBlobLimit: Int64 = 64 << 30

  /// All in the database.
  package init() {}

  /// Refuses what is too large for a row.
  func check(_ text: String, _ what: String) throws(RequestRefusal) {
    let size = Int64(text.utf8.count)
    guard size > rowLimit else { return }
    let step =
      store == nil
      ? "Ask the administrator of the server for a `large_result_store`, or for a larger `max_data_in_database_mb`."
      : "Upload it first (POST blobstream), and name it by its id."
    throw RequestRefusal(
      413, "\(what) has \(size) bytes, more than the \(rowLimit) that are kept in the database. \(step)",
      code: "data-too-large")
  }
}
