import PolderCore
import Testing

@testable import PolderCrypto

struct EnvelopeContextTests {
  static let bound = EnvelopeContext(
    image: "harbor.example.org:5000/a/average:1.2", collaboration: CollaborationID(7), databases: ["default", "other"])

  @Test(
    "what was found has to be what was bound, and each difference names its part",
    arguments: [
      (EnvelopeContext(image: "harbor.example.org:5000/a/average:1.3"), "image"),
      (EnvelopeContext(image: "evil"), "image"), (EnvelopeContext(image: ""), "image"),
      (EnvelopeContext(collaboration: CollaborationID(8)), "collaboration"),
      (EnvelopeContext(databases: ["default"]), "databases"), (EnvelopeContext(databases: []), "databases"),
      (EnvelopeContext(databases: ["other", "default"]), "databases"),
      (EnvelopeContext(databases: ["default", "other\nhash"]), "databases"),
      (
        EnvelopeContext(image: bound.image, collaboration: CollaborationID(8), databases: bound.databases),
        "collaboration"
      ),
    ] as [(EnvelopeContext, String)])
  func differences(found: EnvelopeContext, part: String) throws {
    let parties = try Parties()
    let envelope = try parties.input([1], context: Self.bound)
    let error = try refusal { _ = try parties.read(envelope, context: found) }
    #expect(error.code == .envelopeContext)
    #expect(error.message.contains(part))
  }

  @Test(
    "what is equal, or not looked at, is good",
    arguments: [
      bound, EnvelopeContext(image: bound.image), EnvelopeContext(collaboration: bound.collaboration),
      EnvelopeContext(databases: bound.databases), .unbound,
    ])
  func same(found: EnvelopeContext) throws {
    let parties = try Parties()
    #expect(try parties.read(parties.input([1], context: Self.bound), context: found) == [1])
  }

  @Test(
    "what the sender left open can not be expected of it",
    arguments: [
      EnvelopeContext(image: "i"), EnvelopeContext(collaboration: CollaborationID(1)), EnvelopeContext(databases: []),
    ])
  func unbound(found: EnvelopeContext) throws {
    let parties = try Parties()
    let envelope = try parties.input([1])
    #expect(try refusal { _ = try parties.read(envelope, context: found) }.code == .envelopeContext)
  }

  static let digest = "@sha256:" + String(repeating: "a", count: 64)

  @Test(
    "a store may add the digest to the image that was bound, and nothing else",
    arguments: [
      ("a/b:1", "a/b:1" + digest, true), ("a/b:1", "a/b" + digest, true), ("a/b", "a/b" + digest, true),
      ("h:5000/a/b:1", "h:5000/a/b" + digest, true), ("h:5000/a/b", "h:5000/a/b" + digest, true),
      ("a/b:1", "a/c" + digest, false), ("a/b:1", "a/b:2" + digest, false), ("h:5000/a/b", "h" + digest, false),
      ("a/b:1", "a/b", false), ("a/b:1", "a/b:2", false), ("a/b", "a/b:1", false),
      ("a/b" + digest, "a/b" + digest, true), ("a/b" + digest, "a/b@sha256:b", false), ("a/b" + digest, "a/b:1", false),
      // What follows the sign has to be a digest.
      ("a/b:1", "a/b:1@", false), ("a/b:1", "a/b:1@sha256:", false), ("a/b:1", "a/b:1@evil.example/a/b:1", false),
      ("a/b:1", "a/b:1" + digest + "/c", false), ("a/b:1", "a/b:1" + digest + digest, false),
      ("a/b:1", "a/b:1@sha512:" + String(repeating: "0", count: 128), true),
      // Two spellings of one letter are two images.
      ("é", "e\u{301}", false),
    ] as [(String, String, Bool)])
  func digests(bound: String, found: String, isGood: Bool) throws {
    let context = EnvelopeContext(image: bound)
    guard !isGood else { return try context.check(against: EnvelopeContext(image: found)) }
    let error = try refusal { try context.check(against: EnvelopeContext(image: found)) }
    #expect(error.code == .envelopeContext)
  }

  @Test("two spellings of one letter are two databases")
  func spellings() throws {
    let context = EnvelopeContext(databases: ["\u{E9}"])
    try context.check(against: EnvelopeContext(databases: ["\u{E9}"]))
    let error = try refusal { try context.check(against: EnvelopeContext(databases: ["e\u{301}"])) }
    #expect(error.code == .envelopeContext)
  }

  @Test("a database without parameters is its label; every difference in a parameter is another name")
  func databases() {
    #expect(EnvelopeContext.database("default") == "default")
    #expect(EnvelopeContext.database("default", parameters: ["query": nil]) == "default")
    let names = [
      EnvelopeContext.database("default", parameters: ["query": "SELECT 1"]),
      EnvelopeContext.database("default", parameters: ["query": "SELECT 2"]),
      EnvelopeContext.database("default", parameters: ["sheet_name": "SELECT 1"]),
      EnvelopeContext.database("other", parameters: ["query": "SELECT 1"]),
      EnvelopeContext.database("default", parameters: ["arguments": ["a": [1, 2]]]),
      EnvelopeContext.database("default", parameters: ["arguments": ["a": [2, 1]]]),
    ]
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.count < 64 })
    let requests = [
      Wire.DatabaseRequest(label: "default"), Wire.DatabaseRequest(label: "x", parameters: ["query": "q"]),
    ]
    #expect(
      EnvelopeContext.databases(requests) == ["default", EnvelopeContext.database("x", parameters: ["query": "q"])])
  }
}
