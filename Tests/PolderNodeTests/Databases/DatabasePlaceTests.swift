import Testing

@testable import PolderNode

@Suite("where a database is")
struct DatabasePlaceTests {
  @Test(
    "what is shown of an address holds no account",
    arguments: [
      ("postgresql://reader:hunter2@dwh:5432/omop", "postgresql://…@dwh:5432/omop"),
      ("postgresql://reader@dwh/omop?password=hunter2", "postgresql://…@dwh/omop"),
      ("https://kg.local/sparql?key=1", "https://kg.local/sparql"),
      ("/srv/lung.csv", "/srv/lung.csv"),
      ("postgresql://a:p@ss@dwh/x", "postgresql://…@dwh/x"),
      ("postgresql://a:p/ss@dwh/x", "postgresql://…@dwh/x"), ("postgresql://a:p?ss@dwh/x", "postgresql://…"),
      ("postgresql://dwh/x?password=a@b", "postgresql://…"),
    ])
  func shown(_ uri: String, _ shown: String) { #expect(NodeDatabase(label: "a", uri: uri, type: "sql").shown == shown) }

  @Test(
    "host and port, with those of the scheme where none is named",
    arguments: [
      ("postgresql://reader:pw@dwh/omop", "dwh", 5_432), ("postgresql+psycopg2://dwh:6000/x", "dwh", 6_000),
      ("jdbc:postgresql://cdm.local/omop", "cdm.local", 5_432), ("http://[::1]:8890/sparql", "::1", 8_890),
      ("https://kg/sparql", "kg", 443),
    ])
  func endpoint(_ uri: String, _ host: String, _ port: Int) throws {
    let found = try #require(NodeDatabase(label: "a", uri: uri, type: "other").endpoint)
    #expect(found.host == host && found.port == port)
  }

  @Test(
    "no address, no endpoint",
    arguments: ["whatever", "/srv/x.sqlite", "sqlite:////srv/x", "odd://host/x", "a://:1"])
  func none(_ uri: String) { #expect(NodeDatabase(label: "a", uri: uri, type: "sql").endpoint == nil) }

  @Test(
    "relative paths of files lie beside the configuration",
    arguments: [
      ("data/a.csv", "csv", "/srv/data/a.csv"), ("a.sqlite", "sql", "/srv/a.sqlite"),
      ("sqlite:///data/a.db", "sql", "sqlite:////srv/data/a.db"), ("sqlite:////x/a.db", "sql", "sqlite:////x/a.db"),
      ("sqlite:///:memory:", "sql", "sqlite:///:memory:"), ("postgresql://dwh/x", "sql", "postgresql://dwh/x"),
      ("anything", "other", "anything"),
    ])
  func resolved(_ uri: String, _ type: String, _ expected: String) {
    #expect(NodeDatabase.resolved(uri, type: type, relativeTo: "/srv") == expected)
  }
}
