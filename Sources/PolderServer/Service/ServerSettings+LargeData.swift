import Foundation
import PolderCore
import PolderService

extension ServerSettings {
  /// Reads how large inputs and results are kept, and how long: `large_result_store`, `max_data_in_database_mb`,
  /// `runs_data_cleanup_days`, `runs_data_cleanup_include_input`.
  mutating func readLargeData(_ configuration: Configuration, _ environment: [String: String]) throws {
    retention.days = try configuration.int("runs_data_cleanup_days", in: 0...36_500)
    retention.includesInput = try configuration.bool("runs_data_cleanup_include_input") ?? false
    if let megabytes = try configuration.int("max_data_in_database_mb", in: 1...1_024) {
      largeData.rowLimit = Int64(megabytes) << 20
    }
    guard let section = try configuration.section("large_result_store") else { return }
    if let gigabytes = try section.int("max_upload_gb", in: 1...100_000) {
      largeData.blobLimit = Int64(gigabytes) << 30
    }
    let type = try section.string("type") ?? ""
    switch type {
    case "file":
      let path = try section.requiredString("path", "the folder of large inputs and results")
      let folder = path.hasPrefix("/") ? path : (dataFolder as NSString).appendingPathComponent(path)
      largeData.store = FileBlobStore(folder: folder)
    case "s3":
      largeData.store = S3BlobStore(try S3Settings(section, environment: environment))
    default:
      throw PolderError(
        "server-blob-store-type",
        type == "azure"
          ? "This version does not keep large results in Azure." : "There is no store for large results of this type.",
        object: "large_result_store.type: \(type.prefix(50))",
        nextStep: "Use `type: file` with a `path`, or `type: s3` with an `endpoint` and a `bucket`; docs/large-data.md "
          + "tells how.")
    }
  }
}
