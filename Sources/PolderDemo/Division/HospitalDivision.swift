import PolderCore
import PolderData

/// Divides one public file among hospitals.
struct HospitalDivision {
  let hospitals: Int
  /// The column by which the rows are divided; nil divides them evenly in their order.
  let site: String?

  func divide(_ bytes: [UInt8], table: Table, path: String) throws -> [Hospital] {
    let records = try CSVRecords(bytes, path: path)
    guard records.records.count == table.rowCount else {
      throw PolderError("demo-uneven-rows", "The rows of the data could not be told apart.", object: path)
    }
    guard hospitals >= 1, hospitals <= table.rowCount else {
      throw PolderError(
        "demo-too-many-hospitals", "\(table.rowCount) rows can not be divided among \(hospitals) hospitals.",
        object: path, nextStep: "Choose from 1 to \(table.rowCount) hospitals.")
    }
    let shares = try site.map { try bySite($0, table) } ?? evenly(table.rowCount)
    guard shares.allSatisfy({ !$0.rows.isEmpty }) else {
      throw PolderError(
        "demo-too-many-hospitals", "The column '\(site ?? "")' has fewer values than there are hospitals.",
        object: path, nextStep: "Choose fewer hospitals.")
    }
    return shares.enumerated().map { index, share in
      let rows = share.rows.sorted()
      return Hospital(
        name: Hospital.name(index), csv: records.file(of: rows), rows: rows.count, sites: share.sites)
    }
  }

  private typealias Share = (rows: [Int], sites: [String])

  private func evenly(_ count: Int) -> [Share] {
    (0..<hospitals).map { hospital in
      (Array(count * hospital / hospitals..<count * (hospital + 1) / hospitals), [])
    }
  }

  /// The largest site goes first, each to the hospital that has the fewest rows; rows without a site go to the largest.
  private func bySite(_ column: String, _ table: Table) throws -> [Share] {
    var rows: [String: [Int]] = [:]
    var homeless: [Int] = []
    for (index, site) in try texts(table.column(column)).enumerated() {
      if let site { rows[site, default: []].append(index) } else { homeless.append(index) }
    }
    var shares = [Share](repeating: ([], []), count: hospitals)
    let ordered = rows.sorted { left, right in
      left.value.count != right.value.count ? left.value.count > right.value.count : left.key < right.key
    }
    for (site, members) in ordered {
      guard let smallest = shares.indices.min(by: { shares[$0].rows.count < shares[$1].rows.count }) else { break }
      shares[smallest].rows += members
      shares[smallest].sites.append(site)
    }
    if let largest = shares.indices.max(by: { shares[$0].rows.count < shares[$1].rows.count }) {
      shares[largest].rows += homeless
    }
    return shares
  }

  private func texts(_ column: Column) -> [String?] {
    switch column {
    case .texts(let values): values
    case .numbers(let values): values.map { $0.isNaN ? nil : Self.text($0) }
    }
  }

  private static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number) { String(whole) } else { String(number) }
  }
}
