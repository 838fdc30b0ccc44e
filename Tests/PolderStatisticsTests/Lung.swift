import Foundation
import PolderAlgorithm
import PolderCore
import PolderData
import Testing

/// The lung cancer data and what other programs computed from them.
enum Lung {
  static let covariates = ["age", "sex", "ph.ecog"]
  static let arguments: JSONObject = [
    "time": "time", "status": "status", "covariates": ["age", "sex", "ph.ecog"],
  ]
  static let open = DisclosurePolicy(allow: ["cox-risk-sets"])

  static func table() throws -> Table { try CSVFile(path: path("lung.csv")).read(columns: nil) }

  static func reference() throws -> JSONValue {
    try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: path("lung-reference.json")))))
  }

  /// The rows dealt out to so many sites, by a key of each row.
  static func sites(
    _ number: Int, of table: Table, disclosure: DisclosurePolicy = open, by key: (Int) -> Int = { $0 }
  ) -> [MockSite] {
    (0..<number).map { site in
      MockSite(
        Int64(site + 1), table: table.rows((0..<table.rowCount).filter { key($0) % number == site }),
        disclosure: disclosure)
    }
  }

  private static func path(_ file: String) throws -> String {
    try #require(Bundle.module.resourcePath) + "/Fixtures/" + file
  }
}

/// Whether two numbers agree to so much, relative to numbers above one.
func agrees(_ left: Double?, _ right: Double?, to tolerance: Double = 1e-6) -> Bool {
  guard let left, let right else { return false }
  return abs(left - right) <= tolerance * max(1, abs(right))
}
