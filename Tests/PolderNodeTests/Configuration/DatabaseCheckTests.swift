import PolderCore
import Testing

@testable import PolderNode

@Suite("the look at the databases before anything is taken up")
struct DatabaseCheckTests {
  @Test("the columns of a readable file are told")
  func columns() throws {
    let place = try TemporaryFolder()
    try place.write("age,sex\n61,1\n", to: "lung.csv")
    let check = try DatabaseCheck([
      NodeDatabase(label: "lung", uri: place.path + "/lung.csv", type: "csv"),
      NodeDatabase(label: "images", uri: place.path, type: "folder"),
      NodeDatabase(label: "dwh", uri: "postgresql://dwh/x", type: "sql"),
    ])
    #expect(check.columns == ["lung": ["age", "sex"]])
  }

  @Test("every database that can not be used is named with its reason")
  func unusable() async throws {
    let place = try TemporaryFolder()
    try place.write("", to: "empty.csv")
    try place.write("a,a\n1,2\n", to: "twice.csv")
    try place.write("x", to: "scan.parquet")
    let error = try #require(
      await failure {
        try DatabaseCheck([
          NodeDatabase(label: "gone", uri: place.path + "/gone.csv", type: "csv"),
          NodeDatabase(label: "empty", uri: place.path + "/empty.csv", type: "csv"),
          NodeDatabase(label: "twice", uri: place.path + "/twice.csv", type: "csv"),
          NodeDatabase(label: "folder", uri: place.path + "/scan.parquet", type: "folder"),
          NodeDatabase(label: "excel", uri: place.path, type: "excel"),
          NodeDatabase(label: "fine", uri: place.path + "/scan.parquet", type: "parquet"),
        ])
      })
    #expect(error.code == .nodeDatabaseUnusable)
    for label in ["gone", "empty", "twice", "folder", "excel"] { #expect(error.message.contains("'\(label)'")) }
    #expect(!error.message.contains("'fine'"))
    #expect(error.message.contains("there is no such file"))
    #expect(error.message.contains("line 1"))
  }
}
