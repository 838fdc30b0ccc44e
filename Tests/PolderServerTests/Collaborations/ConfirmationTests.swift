import PolderCore
import PolderSQL
import Testing

/// Decision 34: who was brought into a collaboration by somebody else, and has not agreed yet.
struct ConfirmationTests {
  /// Alpha's administrator brings gamma into collaboration 1.
  private func invited() async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .post, "/collaboration/1/organization", ["id": 12], as: SmallWorld.collaborationAdmin)
    #expect(reply.status == 200)
    return house
  }

  private static let newUser: JSONValue = [
    "username": "intruder", "password": "Passw0rd!", "email": "i@example.org", "firstname": "i", "lastname": "i",
    "organization_id": 12,
  ]

  private func mayAdminister(_ house: HandlerHouse) async throws -> [Int] {
    var statuses: [Int] = []
    for (verb, path, body) in [
      (HTTPVerb.post, "/user", Self.newUser), (.patch, "/organization/12", ["address1": "x"]),
    ] as [(HTTPVerb, String, JSONValue)] {
      statuses.append(try await house.call(verb, path, body, as: SmallWorld.collaborationAdmin).status)
    }
    return statuses
  }

  @Test("deviation 34: an organization that somebody else brought in is not administered until it agreed")
  func pending() async throws {
    let house = try await invited()
    #expect(try await mayAdminister(house) == [401, 401])
    // Viewing, its public key and registering its node work at once.
    #expect(try await house.call(.get, "/organization/12", as: SmallWorld.collaborationAdmin).status == 200)
    #expect(try await house.call(.get, "/user/121", as: SmallWorld.collaborationAdmin).status == 200)
    let node = try await house.call(
      .post, "/node", ["collaboration_id": 1, "organization_id": 12], as: SmallWorld.collaborationAdmin)
    #expect(node.status == 201)
    // A node that a stranger registers is no consent.
    #expect(try await mayAdminister(house) == [401, 401])
  }

  @Test("deviation 34: one of its own users who may edit its record confirms, and so does who may edit every record")
  func confirm() async throws {
    for caller in [Caller.user(123), .user(124), .root] {
      let house = try await invited()
      let path = "/polder/collaboration/1/organization/12/confirm"
      for stranger in [SmallWorld.collaborationAdmin, .user(121), .user(113)] {
        #expect(try await house.said(.post, path, as: stranger) == "401 You lack the permission to do that!")
      }
      #expect(try await mayAdminister(house) == [401, 401])
      #expect(
        try await house.said(.post, path, as: caller)
          == "200 Organization id=12 is a confirmed member of collaboration id=1")
      #expect(try await mayAdminister(house) == [201, 200])
      #expect(try await house.call(.post, path, as: caller).status == 200)
    }
    let house = try await SmallWorld.house()
    #expect(
      try await house.said(.post, "/polder/collaboration/1/organization/12/confirm", as: .user(123))
        == "404 Organization id=12 is not part of collaboration id=1")
  }

  @Test("deviation 34: a node that its own user registers confirms")
  func ownNode() async throws {
    let house = try await invited()
    #expect(try await house.call(.post, "/node", ["collaboration_id": 1], as: .user(123)).status == 201)
    #expect(try await mayAdminister(house) == [201, 200])
  }

  @Test("deviation 34: what other programs write, and what a global user adds, counts as confirmed")
  func others() async throws {
    let written = try await SmallWorld.house()
    try await written.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (12, 1)")
    #expect(try await mayAdminister(written) == [201, 200])
    let added = try await SmallWorld.house()
    #expect(try await added.call(.post, "/collaboration/1/organization", ["id": 12], as: .root).status == 200)
    #expect(try await mayAdminister(added) == [201, 200])
    let replaced = try await SmallWorld.house()
    #expect(
      try await replaced.call(.patch, "/collaboration/1", ["organization_ids": [10, 11, 12]], as: .root).status == 200)
    #expect(try await mayAdminister(replaced) == [201, 200])
  }

  @Test("deviation 34: an organization that leaves and is brought back by another program counts as confirmed")
  func back() async throws {
    let house = try await invited()
    try await house.fixture.run("DELETE FROM \"Member\" WHERE organization_id = 12 AND collaboration_id = 1")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_unconfirmed_member") == [0])
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (12, 1)")
    #expect(try await mayAdminister(house) == [201, 200])
  }

  @Test("deviation 34: another collaboration in which it takes part of its own accord still counts")
  func elsewhere() async throws {
    let house = try await invited()
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 2)")
    #expect(try await mayAdminister(house) == [201, 200])
  }

  @Test("deviation 34: who may make collaborations but not edit every organization brings nobody in confirmed")
  func maker() async throws {
    let house = try await SmallWorld.house()
    try await SmallWorld.give([RuleKey(.collaboration, .global, .create)], to: 104, in: house)
    let reply = try await house.call(
      .post, "/collaboration", ["name": "new", "encrypted": false, "organization_ids": [10, 12]],
      as: SmallWorld.collaborationAdmin)
    #expect(reply.status == 200)
    #expect(try await mayAdminister(house) == [401, 401])
    #expect(try await house.fixture.numbers("SELECT organization_id FROM polder_unconfirmed_member") == [12])
  }

  @Test("CVE-2024-32969: an administrator who extends the collaboration gains no rights over who was brought in")
  func advisory() async throws {
    let house = try await SmallWorld.house()
    #expect(
      try await house.said(
        .patch, "/collaboration/1", ["organization_ids": [10, 11, 12]], as: SmallWorld.collaborationAdmin)
        == "401 You lack the permission to change the organizations of a collaboration!")
    let invited = try await invited()
    #expect(try await mayAdminister(invited) == [401, 401])
  }
}
