import PolderCore
import PolderData

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The public data of a demonstration: all rows, and their division among hospitals.
struct DemoData {
  let name: String
  let table: Table
  let hospitals: [Hospital]

  init(_ options: DemoOptions, folder: DemoFolder) throws {
    let bytes: [UInt8]
    let path: String
    if let file = options.data {
      guard let contents = FileManager.default.contents(atPath: file) else {
        throw PolderError(
          "data-unreadable", "The file can not be read.", object: file, nextStep: "Check the path given with --data.")
      }
      (bytes, path, name) = (Array(contents), file, file)
    } else {
      bytes = PackageResources.lung_csv
      path = try folder.write(bytes, to: "lung.csv")
      name = "the NCCTG lung cancer data"
    }
    table = try CSVFile(path: path).read(columns: nil)
    for column in [options.time, options.status] + options.covariates { _ = try table.numbers(column) }
    let site = options.data == nil ? "inst" : options.site
    hospitals = try HospitalDivision(hospitals: options.hospitals, site: site).divide(bytes, table: table, path: path)
  }
}
