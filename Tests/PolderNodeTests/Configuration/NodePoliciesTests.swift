import Testing

@testable import PolderNode

@Suite("which tasks a node takes up")
struct NodePoliciesTests {
  private func allows(_ policies: NodePolicies, _ image: String, user: Int64 = 1, organization: Int64 = 2) -> Bool {
    policies.refusal(image: image, user: user, organization: organization, organizationName: "Ward") == nil
  }

  @Test("without rules everything is taken up")
  func none() { #expect(allows(NodePolicies(), "anything:latest")) }

  @Test("a name allows its image with every tag, and no other")
  func literal() {
    var policies = NodePolicies()
    policies.algorithms = ["ghcr.io/example/mean"]
    #expect(allows(policies, "ghcr.io/example/mean"))
    #expect(allows(policies, "ghcr.io/example/mean:2"))
    #expect(allows(policies, "ghcr.io/example/mean:2@sha256:abc"))
    #expect(!allows(policies, "ghcr.io/example/mean2"))
    #expect(!allows(policies, "evil.io/ghcr.io/example/mean"))
    policies.algorithms = ["localhost:5000/mean:1"]
    #expect(allows(policies, "localhost:5000/mean:1"))
    #expect(!allows(policies, "localhost:5000/mean:2"))
  }

  @Test("a pattern is held to the beginning of the image")
  func pattern() {
    var policies = NodePolicies()
    policies.algorithms = ["^ghcr\\.io/example/.*", "mean:[0-9]+$"]
    #expect(allows(policies, "ghcr.io/example/anything:1"))
    #expect(!allows(policies, "docker.io/ghcr.io/example/anything"))
    #expect(allows(policies, "mean:12"))
    #expect(!allows(policies, "mean:12-evil"))
  }

  @Test("an empty list allows no image")
  func empty() {
    var policies = NodePolicies()
    policies.algorithms = []
    #expect(!allows(policies, "mean"))
  }

  @Test("basic algorithms can be refused")
  func basics() {
    var policies = NodePolicies()
    policies.allowsBasics = false
    #expect(!allows(policies, "ghcr.io/vantage6/algorithm-basics:latest"))
    #expect(allows(policies, "mean"))
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
  }

  @Test("a refusal says which setting it comes from")
  func words() {
    var policies = NodePolicies()
    policies.algorithms = ["other"]
    let text = policies.refusal(image: "mean", user: nil, organization: nil, organizationName: nil)
    #expect(text?.contains("policies.allowed_algorithms") == true)
  }
}
