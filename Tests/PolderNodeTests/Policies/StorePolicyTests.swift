import Testing

@testable import PolderNode

@Suite("which algorithm stores a node believes")
struct StorePolicyTests {
  private let store = "https://store.example.org/api"

  private func question(_ store: String?, _ answer: PolicyQuestion.StoreAnswer? = .approves) -> PolicyQuestion {
    var question = PolicyQuestion(image: "mean")
    question.store = store
    question.storeAnswer = answer
    return question
  }

  private func policies(_ stores: [String]?, images: [String]? = nil, either: Bool = false) -> NodePolicies {
    var policies = NodePolicies()
    policies.stores = stores
    policies.algorithms = images
    policies.allowsEither = either
    return policies
  }

  private func allows(_ policies: NodePolicies, _ question: PolicyQuestion) -> Bool {
    policies.verdict(question).effect == .passes
  }

  @Test("without the setting stores do not matter")
  func unset() { #expect(allows(policies(nil), question(nil, nil))) }

  @Test("a store is known by its address, slashes at its end apart, or by a regular expression")
  func addresses() {
    #expect(allows(policies([store]), question(store)))
    #expect(allows(policies([store + "/"]), question(store)))
    #expect(allows(policies([store]), question(store + "/")))
    #expect(!allows(policies([store]), question("https://store.example.org.evil.org/api")))
    #expect(!allows(policies([store]), question("http://store.example.org/api")))
    #expect(allows(policies(["^https://[a-z]+\\.example\\.org/"]), question(store)))
    #expect(!allows(policies(["^https://[a-z]+\\.example\\.org/"]), question("https://store.example.com/api")))
  }

  @Test("a task without store is refused, and so is an image that its store does not approve")
  func refused() throws {
    let nowhere = try #require(policies([store]).verdict(question(nil)).decisive)
    #expect(nowhere.effect == .refuses && nowhere.place.key == "policies.allowed_algorithm_stores")
    let denied = try #require(policies([store]).verdict(question(store, .denies)).decisive)
    #expect(denied.effect == .refuses && denied.place.key == "policies.allowed_algorithm_stores[0]")
    #expect(!denied.reason.contains("example.org"))
  }

  @Test("both lists have to allow, unless either is enough")
  func both() {
    let images = ["mean"]
    #expect(allows(policies([store], images: images), question(store)))
    #expect(!allows(policies([store], images: ["other"]), question(store)))
    #expect(!allows(policies([store], images: images), question(nil)))
    #expect(allows(policies([store], images: images, either: true), question(nil)))
    #expect(allows(policies([store], images: ["other"], either: true), question(store)))
    #expect(!allows(policies([store], images: ["other"], either: true), question(nil)))
    #expect(!allows(policies([store], images: ["other"], either: true), question(store, .denies)))
  }

  @Test("a list that is not set does not count where either is enough")
  func unsetUnderEither() {
    #expect(!allows(policies([store], either: true), question(nil)))
    #expect(allows(policies([store], either: true), question(store)))
    #expect(!allows(policies(nil, images: ["other"], either: true), question(store)))
    #expect(allows(policies(nil, images: ["mean"], either: true), question(nil)))
    #expect(allows(policies(nil, either: true), question(nil)), "no list at all")
  }
}
