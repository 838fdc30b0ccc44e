import PolderCore
import Testing

@Suite("Rules and default roles")
struct DefaultRoleTests {
  @Test("there are 86 rules, none twice")
  func catalogue() {
    #expect(RuleKey.catalogue.count == 86)
    #expect(Set(RuleKey.catalogue.map(\.key)).count == 86)
  }

  @Test("the roles have as many rules as the contract says, 204 in all")
  func counts() {
    #expect(DefaultRole.all.map(\.rules.count) == [86, 8, 10, 15, 17, 25, 43])
    #expect(Set(DefaultRole.collaborationAdmin.rules).count == 41)
    #expect(DefaultRole.all.map(\.rules.count).reduce(0, +) == 204)
  }

  @Test("a researcher may create tasks in the own collaborations and manage nobody")
  func researcher() {
    let rules = RuleSet(DefaultRole.researcher.rules)
    #expect(rules.widest(.task, .create) == .collaboration)
    #expect(rules.widest(.user, .create) == nil)
    #expect(rules.widest(.user, .edit) == .own)
    #expect(rules.widest(.event, .send) == nil)
  }

  @Test("a wider scope covers a narrower one, never the other way round")
  func covering() {
    let rules = RuleSet([RuleKey(.task, .collaboration, .view)])
    #expect(rules.covers(RuleKey(.task, .own, .view)))
    #expect(rules.covers(RuleKey(.task, .collaboration, .view)))
    #expect(!rules.covers(RuleKey(.task, .global, .view)))
    #expect(!rules.covers(RuleKey(.task, .own, .delete)))
    #expect(!rules.covers(RuleKey(.run, .own, .view)))
  }
}
