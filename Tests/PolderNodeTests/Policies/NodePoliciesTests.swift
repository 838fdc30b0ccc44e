import Testing

@testable import PolderNode

@Suite("which tasks a node takes up")
struct NodePoliciesTests {
  private static let one = "sha256:" + String(repeating: "1", count: 64)
  private static let two = "sha256:" + String(repeating: "2", count: 64)

  private func question(_ image: String, user: Int64? = 1, organization: Int64? = 2) -> PolicyQuestion {
    var question = PolicyQuestion(image: image)
    question.user = user
    question.organization = organization
    question.organizationName = "Ward"
    return question
  }

  private func allows(_ policies: NodePolicies, _ image: String, user: Int64 = 1, organization: Int64 = 2) -> Bool {
    policies.verdict(question(image, user: user, organization: organization)).effect == .passes
  }

  @Test("without rules everything is taken up")
  func none() { #expect(allows(NodePolicies(), "anything:latest")) }

  @Test("a name allows its image with every tag, and no other")
  func literal() {
    var policies = NodePolicies()
    policies.algorithms = ["ghcr.io/example/mean"]
    #expect(allows(policies, "ghcr.io/example/mean"))
    #expect(allows(policies, "ghcr.io/example/mean:2"))
    #expect(allows(policies, "ghcr.io/example/mean:2@\(Self.one)"))
    #expect(!allows(policies, "ghcr.io/example/mean2"))
    #expect(!allows(policies, "evil.io/ghcr.io/example/mean"))
    policies.algorithms = ["localhost:5000/mean:1"]
    #expect(allows(policies, "localhost:5000/mean:1"))
    #expect(!allows(policies, "localhost:5000/mean:2"))
  }

  @Test("names are compared after Docker's rules")
  func dockerNames() {
    var policies = NodePolicies()
    policies.algorithms = ["docker.io/example/mean:latest"]
    #expect(allows(policies, "example/mean"))
    #expect(allows(policies, "docker.io/example/mean"))
    #expect(!allows(policies, "example/mean:2"))
    policies.algorithms = ["A name of a program"]
    #expect(allows(policies, "A name of a program"))
    #expect(!allows(policies, "another name"))
  }

  @Test("a name with another tag allows the image if the digests are the same")
  func digests() {
    var policies = NodePolicies()
    policies.algorithms = ["ghcr.io/example/mean:1", "ghcr.io/example/mean@\(Self.two)"]
    var asked = question("ghcr.io/example/mean:latest")
    #expect(policies.listing(asked) == .ifSameDigest([0, 1]))
    #expect(!policies.refusesOutright(asked), "digests decide")
    #expect(policies.verdict(asked).effect == .refuses, "nobody knows them")
    asked.digest = Self.two
    #expect(policies.listing(asked) == .listed(1))
    asked.digest = Self.one
    #expect(policies.listing(asked) == .ifSameDigest([0]))
    asked.digests = ["ghcr.io/example/mean:1": Self.one]
    #expect(policies.listing(asked) == .listed(0))
    asked.digests = ["ghcr.io/example/mean:1": Self.two]
    #expect(policies.listing(asked) == .notListed)
    #expect(policies.listing(question("ghcr.io/example/other:1")) == .notListed)
    #expect(policies.listing(question("ghcr.io/example/mean@\(Self.two)")) == .listed(1), "the task names the digest")
  }

  @Test("a pattern is held to the beginning of the image")
  func pattern() {
    var policies = NodePolicies()
    policies.algorithms = ["^ghcr\\.io/example/.*", "mean:[0-9]+$"]
    #expect(allows(policies, "ghcr.io/example/anything:1"))
    #expect(!allows(policies, "docker.io/ghcr.io/example/anything"))
    #expect(allows(policies, "mean:12"))
    #expect(!allows(policies, "mean:12-evil"))
    #expect(!allows(policies, "mean:1" + String(repeating: "2", count: 600)), "names have an end")
  }

  @Test("an empty list allows no image")
  func empty() {
    var policies = NodePolicies()
    policies.algorithms = []
    #expect(!allows(policies, "mean"))
    #expect(policies.refusesOutright(question("mean")))
  }

  @Test("basic algorithms can be refused, and are not allowed by that alone")
  func basics() {
    var policies = NodePolicies()
    policies.allowsBasics = false
    #expect(!allows(policies, "ghcr.io/vantage6/algorithm-basics:latest"))
    #expect(allows(policies, "mean"))
    policies.allowsBasics = true
    policies.algorithms = ["mean"]
    #expect(!allows(policies, "ghcr.io/vantage6/algorithm-basics:latest"))
  }

  @Test(
    "basic algorithms are refused by whatever tag, digest or spelling of their registry",
    arguments: ["", ":latest", ":4.15", "@\(one)", ":latest@\(one)", ":la test", ":latest?"])
  func basicsByAnyTag(_ suffix: String) {
    var policies = NodePolicies()
    policies.allowsBasics = false
    #expect(!allows(policies, "ghcr.io/vantage6/algorithm-basics" + suffix))
    #expect(!allows(policies, "GHCR.io/vantage6/algorithm-basics" + suffix))
    #expect(allows(policies, "ghcr.io/vantage6/algorithm-basics-of-ours:1"))
    #expect(allows(policies, "ghcr.io/ours/algorithm-basics" + suffix))
  }

  @Test("an organization that calls itself by a number is not the one with that id")
  func numberAsName() {
    var policies = NodePolicies()
    policies.organizations = ["7"]
    var question = question("mean", organization: 2)
    question.organizationName = "7"
    #expect(policies.verdict(question).effect == .refuses)
    policies.organizations = ["7", "Ward"]
    #expect(policies.verdict(question).effect == .refuses)
    question.organization = 7
    #expect(policies.verdict(question).effect == .passes)
    // Names that look alike and differ in their bytes are two.
    policies.organizations = ["Caf\u{E9}"]
    question.organizationName = "Cafe\u{301}"
    #expect(policies.verdict(question).effect == .refuses)
  }

  @Test("users and organizations are known by their numbers, organizations by name too")
  func people() {
    var policies = NodePolicies()
    policies.users = ["7"]
    #expect(allows(policies, "mean", user: 7))
    #expect(!allows(policies, "mean", user: 8))
    policies.organizations = ["2"]
    #expect(allows(policies, "mean", user: 8))
    policies.organizations = ["Ward"]
    #expect(policies.needsOrganizationName)
    #expect(allows(policies, "mean", user: 8))
    policies.organizations = ["Other"]
    #expect(!allows(policies, "mean", user: 8))
    #expect(policies.verdict(question("mean", user: nil, organization: nil)).effect == .refuses, "nobody is nobody")
  }

  @Test("a refusal says which setting it comes from, and nothing of other entries")
  func words() throws {
    var policies = NodePolicies()
    policies.algorithms = ["secret-project", "other"]
    let refusal = try #require(policies.verdict(question("mean")).decisive)
    #expect(refusal.place.key == "policies.allowed_algorithms")
    #expect(refusal.reason.contains("policies.allowed_algorithms") && !refusal.reason.contains("secret-project"))
    policies.algorithms = nil
    policies.users = ["31"]
    policies.organizations = ["Hidden"]
    let people = try #require(policies.verdict(question("mean")).decisive)
    #expect(people.place.key == "policies.allowed_users, policies.allowed_organizations")
    #expect(!people.reason.contains("31") && !people.reason.contains("Hidden"))
  }

  @Test("what passes says by which entry")
  func passes() {
    var policies = NodePolicies()
    policies.algorithms = ["other", "mean"]
    policies.organizations = ["Other", "Ward"]
    let keys = policies.verdict(question("mean")).findings.map(\.place.key)
    #expect(keys == ["policies.allowed_organizations[1]", "policies.allowed_algorithms[1]"])
  }
}
