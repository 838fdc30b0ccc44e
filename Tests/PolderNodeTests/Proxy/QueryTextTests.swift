import Testing

@testable import PolderNode

@Suite("what stands behind the question mark")
struct QueryTextTests {
  private func text(_ query: String) -> String? {
    QueryText.items(query)?.map { "\($0.name)→\($0.value)" }.joined(separator: "|")
  }

  @Test(
    "names and values are decoded, in order",
    arguments: [
      ("", ""), ("a=1", "a→1"), ("a=1&b=2&a=3", "a→1|b→2|a→3"), ("a", "a→"), ("a=", "a→"), ("=a", "→a"),
      ("a=b=c", "a→b=c"),
      ("&&a=1&", "a→1"), ("a=x+y", "a→x y"), ("a=x%2By", "a→x+y"), ("a%3Db=1", "a=b→1"), ("a=%26", "a→&"),
      ("n=%C3%A9", "n→é"), ("n=%c3%a9", "n→é"), ("sort=-id", "sort→-id"),
    ])
  func decoded(query: String, expected: String) { #expect(text(query) == expected) }

  @Test(
    "what is broken or too much is refused",
    arguments: [
      "a=%", "a=%4", "a=%zz", "%", "a=%C3", "a=%FF", "a=%-1", "a=%+1", "a=%٣٣",
    ])
  func broken(query: String) { #expect(QueryText.items(query) == nil) }

  @Test("at most 64 items")
  func many() {
    let items = Array(repeating: "a=1", count: 64)
    #expect(QueryText.items(items.joined(separator: "&"))?.count == 64)
    #expect(QueryText.items((items + ["b=1"]).joined(separator: "&")) == nil)
  }
}
