import PolderCore
import Testing

@Suite("Bodies that are looked at late")
struct LateBodyTests {
  @Test("what is wrong is told when the body is asked for, with all texts")
  func refusal() throws {
    let body = try UpdateStudy.Body(json: ["name": "1", "what": 2])
    let refusal = #expect(throws: RequestRefusal.self) { try body.checked() }
    #expect(refusal?.status == 400)
    #expect(refusal?.fields?.keys == ["name", "what"])
    let list = try UpdateStudy.Body(json: [1])
    #expect(throws: RequestRefusal.self) { try list.checked() }
  }

  @Test("what is right is handed over, sent and described as the body itself")
  func right() throws {
    let body = try UpdateStudy.Body(json: ["name": "s", "organization_ids": [1, "2"]])
    #expect(try body.checked().organizationIDs == [OrganizationID(1), OrganizationID(2)])
    var change = UpdateStudy.Change()
    change.name = "s"
    #expect(UpdateStudy.Body(change).json == ["name": "s"])
    #expect(UpdateStudy.Body.fields.map(\.name) == UpdateStudy.Change.fields.map(\.name))
    #expect(!UpdateStudy.Body.isNone && LateBody<NoBody>.isNone)
  }

  @Test("a body of one id wants an id from 1")
  func id() throws {
    #expect(try IDBody<Entities.Task>(json: ["id": "7"]).id == TaskID(7))
    #expect(IDBody(TaskID(7)).json == ["id": 7])
    for json in [["id": 0], [:], ["id": nil], ["id": 1, "more": 2]] as [JSONValue] {
      #expect(throws: RequestRefusal.self) { try IDBody<Entities.Task>(json: json) }
    }
  }

  @Test("an organization in a collaboration is two ids in a path")
  func membership() {
    let path = MembershipPath(collaboration: CollaborationID(3), organization: OrganizationID(4))
    #expect(ConfirmMembership.route.path(path.parts) == "polder/collaboration/3/organization/4/confirm")
    #expect(MembershipPath(parts: ["3", "x"]) == nil && MembershipPath(parts: ["3"]) == nil)
  }
}
