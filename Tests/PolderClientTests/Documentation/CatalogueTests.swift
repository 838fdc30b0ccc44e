import Foundation
import Testing

/// The documentation of the library shows nothing that does not compile, and leads nowhere that does not exist.
@Suite("The documentation catalogue")
struct CatalogueTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let catalogue = root.appendingPathComponent("Sources/PolderClient/PolderClient.docc")

  /// The pages of the catalogue, by name.
  static func pages(_ ending: String) throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: catalogue.path).filter { $0.hasSuffix(ending) }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try String(contentsOf: catalogue.appendingPathComponent($0), encoding: .utf8))
      })
  }

  @Test("Every Swift snippet of an article is compiled by a file of this folder")
  func compilesSnippets() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix("Snippets.swift")
    }.map { Self.words(try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
    var count = 0
    for (name, page) in try Self.pages(".md") {
      for snippet in page.components(separatedBy: "```swift\n").dropFirst() {
        let code = Self.words(snippet.components(separatedBy: "```")[0])
        #expect(sources.contains { $0.contains(code) }, "\(name) shows what is not compiled: \(code)")
        count += 1
      }
    }
    #expect(count >= 10, "the articles have snippets")
  }

  @Test("Every Python call of the article has a Swift one behind it")
  func pairsCalls() throws {
    let page = try #require(try Self.pages(".md")["FromPython.md"])
    let languages = page.split(separator: "\n").filter { $0.hasPrefix("```") && $0.count > 3 }
    #expect(languages.count.isMultiple(of: 2))
    for pair in stride(from: 0, to: languages.count - 1, by: 2) {
      #expect(languages[pair] == "```python" && languages[pair + 1] == "```swift", "pair \(pair / 2)")
    }
  }

  @Test("Every file and page that the catalogue names is there")
  func leadsSomewhere() throws {
    let articles = Set(try Self.pages(".md").keys.map { $0.replacing(".md", with: "") })
    let tutorials = Set(try Self.pages(".tutorial").keys.map { $0.replacing(".tutorial", with: "") })
    for (name, page) in try Self.pages(".md").merging(Self.pages(".tutorial"), uniquingKeysWith: { first, _ in first })
    {
      for match in page.matches(of: /<doc:([A-Za-z]+)>|"doc:([A-Za-z]+)"/) {
        let target = String(match.1 ?? match.2 ?? "")
        #expect(articles.union(tutorials).contains(target), "\(name) leads to \(target)")
      }
      for match in page.matches(of: /@Code\(name: "[^"]+", file: "([^"]+)"/) {
        let file = Self.catalogue.appendingPathComponent("Resources/\(match.1)")
        #expect(FileManager.default.fileExists(atPath: file.path), "\(name) shows \(match.1)")
      }
    }
  }

  private static func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
