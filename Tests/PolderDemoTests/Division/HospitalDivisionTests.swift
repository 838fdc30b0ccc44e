import PolderCore
import PolderData
import PolderTesting
import Testing

@testable import PolderDemo

@Suite("Division among hospitals")
struct HospitalDivisionTests {
  /// Divides a text as the demonstration divides a file.
  func divide(_ text: String, among hospitals: Int, by site: String? = nil) async throws -> [Hospital] {
    try await TestFolder.with { folder in
      let bytes = Array(text.utf8)
      let path = try folder.write(text, to: "data.csv")
      return try HospitalDivision(hospitals: hospitals, site: site)
        .divide(bytes, table: try CSVFile(path: path).read(columns: nil), path: path)
    }
  }

  func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  static let lung = String(decoding: PackageResources.lung_csv, as: UTF8.self)

  @Test(
    "The lung cancer data: every row is in exactly one hospital, under the same names", arguments: [1, 2, 3, 4, 18])
  func dividesLung(count: Int) async throws {
    let hospitals = try await divide(Self.lung, among: count, by: "inst")
    #expect(hospitals.count == count)
    #expect(Set(hospitals.map(\.name)).count == count)
    let all = lines(PackageResources.lung_csv)
    #expect(hospitals.allSatisfy { lines($0.csv).first == all.first })
    #expect(hospitals.flatMap { lines($0.csv).dropFirst() }.sorted() == all.dropFirst().sorted())
    #expect(hospitals.map { lines($0.csv).count - 1 } == hospitals.map(\.rows))
    #expect(hospitals.map(\.rows).reduce(0, +) == 228)
  }

  @Test("An institution is in one hospital alone, and the hospitals are about equally large")
  func keepsInstitutions() async throws {
    let hospitals = try await divide(Self.lung, among: 3, by: "inst")
    let sites = hospitals.flatMap(\.sites)
    #expect(sites.count == 18)
    #expect(Set(sites).count == 18)
    for hospital in hospitals {
      let own = Set(lines(hospital.csv).dropFirst().map { $0.prefix { $0 != "," && $0 != "." } }.filter { !$0.isEmpty })
      #expect(own == Set(hospital.sites.map { Substring($0) }))
      #expect((70...82).contains(hospital.rows))
    }
  }

  @Test("The row without an institution goes to the largest hospital")
  func givesHomelessRowsAway() async throws {
    let hospitals = try await divide(Self.lung, among: 3, by: "inst")
    let home = try #require(hospitals.firstIndex { lines($0.csv).contains { $0.hasPrefix(",") } })
    #expect(hospitals.allSatisfy { $0.rows <= hospitals[home].rows })
    let small = try await divide("s,x\na,1\n,2\na,3\nb,4\n,5\nb,6\nb,7\n", among: 2, by: "s")
    #expect(lines(small[0].csv) == ["s,x", ",2", "b,4", ",5", "b,6", "b,7"], "the rows keep their order")
    #expect(lines(small[1].csv) == ["s,x", "a,1", "a,3"])
    #expect(small.map(\.sites) == [["b"], ["a"]])
  }

  @Test("Without a dividing column the rows are dealt evenly and in their order")
  func dividesEvenly() async throws {
    let hospitals = try await divide("x\n1\n2\n3\n4\n5\n6\n7\n", among: 3)
    #expect(hospitals.map { lines($0.csv) } == [["x", "1", "2"], ["x", "3", "4"], ["x", "5", "6", "7"]])
    #expect(hospitals.allSatisfy { $0.sites.isEmpty })
  }

  @Test("A value that spans lines stays whole")
  func respectsQuotedNewlines() async throws {
    let hospitals = try await divide("s,x\na,\"one\ntwo\"\nb,\"three\"\na,\"fo\"\"\nur\"\n", among: 2, by: "s")
    #expect(hospitals.map(\.rows) == [2, 1])
    #expect(String(decoding: hospitals[0].csv, as: UTF8.self) == "s,x\na,\"one\ntwo\"\na,\"fo\"\"\nur\"\n")
  }

  @Test("The division is the same each time")
  func isStable() async throws {
    let first = try await divide(Self.lung, among: 5, by: "inst")
    let second = try await divide(Self.lung, among: 5, by: "inst")
    #expect(first.map(\.csv) == second.map(\.csv))
  }

  @Test(
    "More hospitals than there are rows or institutions are refused",
    arguments: [(0, nil), (3, nil), (-1, nil), (2, "s")] as [(Int, String?)])
  func refusesTooMany(count: Int, site: String?) async {
    let error = await #expect(throws: PolderError.self) { try await divide("s,x\na,1\na,2\n", among: count, by: site) }
    #expect(error?.code == "demo-too-many-hospitals")
    #expect(error?.nextStep != nil)
  }

  @Test("A dividing column that is not there is refused by name")
  func refusesUnknownColumns() async {
    let error = await #expect(throws: PolderError.self) { try await divide("s,x\na,1\nb,2\n", among: 2, by: "inst") }
    #expect(error?.description.contains("inst") == true)
  }

  @Test("There is a name for every hospital")
  func namesAll() {
    #expect(Set((0..<32).map { Hospital.name($0) }).count == 32)
  }
}
