import Testing

@testable import PolderNode

@Suite("the names of images")
struct ImageNameTests {
  static let digest = "sha256:" + String(repeating: "0a", count: 32)

  @Test(
    "a name falls into registry, path, tag and digest",
    arguments: [
      ("mean", nil, "mean", nil), ("mean:1.2", nil, "mean", "1.2"), ("a/b", nil, "a/b", nil),
      ("docker.io/library/mean", nil, "library/mean", nil), ("index.docker.io/a/b:x", nil, "a/b", "x"),
      ("ghcr.io/a/b/c:latest", "ghcr.io", "a/b/c", "latest"), ("localhost/mean:1", "localhost", "mean", "1"),
      ("127.0.0.1:5000/mean", "127.0.0.1:5000", "mean", nil), ("registry:5000/a/b:2", "registry:5000", "a/b", "2"),
    ] as [(String, String?, String, String?)])
  func parts(text: String, registry: String?, path: String, tag: String?) throws {
    let name = try #require(ImageName(text))
    #expect(name.registry == registry)
    #expect(name.path == path)
    #expect(name.tag == tag)
    #expect(name.digest == nil)
  }

  @Test("a digest counts before a tag")
  func digest() throws {
    let name = try #require(ImageName("ghcr.io/a/b:1@\(Self.digest)"))
    #expect(name.digest == Self.digest)
    #expect(name.reference == "ghcr.io/a/b@\(Self.digest)")
    #expect(try #require(ImageName("a/b")).reference == "a/b:latest")
  }

  @Test(
    "what no engine would take is no name",
    arguments: [
      "", "A", "a/", "/a", "a//b", "a:", "a:b:c", "a@", "a@sha256:1", "a b", "a:la test", "-a", "a/-b", "a?x=1", "../a",
      "sha256:" + String(repeating: "0a", count: 32),
      "a@sha512:" + String(repeating: "0", count: 64), "a:" + String(repeating: "x", count: 129),
      String(repeating: "a", count: 600),
    ])
  func refused(text: String) { #expect(ImageName(text) == nil) }

  @Test("a digest belongs to a repository, however that is spelled")
  func owns() throws {
    let name = try #require(ImageName("mean:1"))
    #expect(name.owns("docker.io/library/mean@\(Self.digest)"))
    #expect(name.owns("mean@\(Self.digest)"))
    #expect(!name.owns("other/mean@\(Self.digest)"))
    #expect(!name.owns("ghcr.io/mean@\(Self.digest)"))
  }
}
