import PolderCore
import PolderSQL
import Testing

struct OrganizationTests {
  private func encoded(_ pem: String) -> JSONValue { .string(Base64.encode(pem.utf8)) }

  @Test("a public key is taken when it is RSA of 2048 bits or more, from a user or a node of the organization")
  func keys() async throws {
    let house = try await SmallWorld.house()
    for (caller, key) in [
      (SmallWorld.organizationAdmin, KeySamples.rsa2048), (.node(201), KeySamples.rsa2048Traditional),
    ] {
      let reply = try await house.call(.patch, "/organization/10", ["public_key": encoded(key)], as: caller)
      #expect(reply.status == 200, "\(reply.message ?? "")")
      #expect(reply.json?["public_key"] == encoded(key))
    }
    let created = try await house.call(
      .post, "/organization", ["name": "new", "public_key": encoded(KeySamples.rsa2048)], as: .root)
    #expect(created.status == 201)
    #expect(created.json?["public_key"] == encoded(KeySamples.rsa2048))
  }

  @Test(
    "anything else is refused as a key, and nothing is changed (deviation 37)",
    arguments: [
      KeySamples.rsa1024, KeySamples.elliptic, "nodekey", "",
      KeySamples.rsa2048 + KeySamples.rsa2048, KeySamples.rsa2048.replacing("PUBLIC", with: "PRIVATE"),
      KeySamples.rsa2048.replacing("MIIB", with: "MIIC"), String(repeating: "A", count: 30_000),
    ])
  func wrongKeys(key: String) async throws {
    let house = try await SmallWorld.house()
    let key = key.isEmpty ? JSONValue.string("no base64 at all!") : encoded(key)
    let reply = try await house.call(
      .patch, "/organization/10", ["public_key": key, "country": "BE"], as: SmallWorld.organizationAdmin)
    #expect(reply.status == 400)
    #expect(reply.message?.contains("RSA public key of at least 2048 bits") == true)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM organization WHERE country = 'BE'") == [0])
    #expect(try await house.call(.post, "/organization", ["name": "new", "public_key": key], as: .root).status == 400)
  }

  @Test("only members replace the key; a node changes nothing but the key (deviation 30)")
  func whoMayChange() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = ["public_key": encoded(KeySamples.rsa2048)]
    let stranger = try await house.call(.patch, "/organization/11", body, as: SmallWorld.collaborationAdmin)
    #expect(
      (stranger.status, stranger.message) == (401, "Only members of an organization can update its public key!"))
    for field in ["name", "address1", "address2", "zipcode", "country", "domain"] {
      let reply = try await house.call(
        .patch, "/organization/10", .object([field: "x", "public_key": encoded(KeySamples.rsa2048)]), as: .node(201))
      #expect(reply.status == 401)
    }
    #expect(
      try await house.fixture.numbers(
        "SELECT COUNT(*) FROM organization WHERE name = 'alpha' AND _public_key IS NULL") == [1])
  }

  @Test("what is absent stays, an empty key is ignored, an empty, numeric or taken name is refused")
  func partial() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .patch, "/organization/10", ["public_key": "", "zipcode": "1234"], as: SmallWorld.organizationAdmin)
    #expect(reply.status == 200)
    #expect(reply.json?["name"] == "alpha")
    #expect(reply.json?["country"] == "NL")
    #expect(reply.json?["zipcode"] == "1234")
    for (name, text) in [("", "Name cannot be empty"), ("12", "Name cannot a number")] {
      let refused = try await house.call(.patch, "/organization/10", ["name": .string(name)], as: .root)
      #expect(refused.json?["errors"]?["name"] == [.string(text)])
    }
    let taken = try await house.call(.patch, "/organization/10", ["name": "beta"], as: .root)
    #expect((taken.status, taken.message) == (400, "Organization with name 'beta' already exists!"))
    let unknown = try await house.call(.patch, "/organization/99", ["name": "x"], as: .root)
    #expect((unknown.status, unknown.message) == (404, "Organization with id=99 not found"))
  }

  @Test("a study's organizations are shown to those of its collaboration")
  func study() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO study (id, name, collaboration_id) VALUES (1, 's', 2)", "INSERT INTO \"StudyMember\" VALUES (11, 1)")
    let query = [("study_id", "1")]
    #expect(try await house.call(.get, "/organization", query: query, as: .user(111)).ids == [11])
    #expect(try await house.call(.get, "/organization", query: query, as: SmallWorld.viewer).status == 401)
    let both = [("study_id", "1"), ("collaboration_id", "1")]
    #expect(try await house.call(.get, "/organization", query: both, as: SmallWorld.viewer).status == 401)
    let unknown = try await house.call(.get, "/organization", query: [("study_id", "9")], as: .root)
    #expect(unknown.status == 404)
  }

  @Test("a node still sees the organization that started a task and then left the collaboration (deviation 30)")
  func initiator() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("DELETE FROM \"Member\" WHERE organization_id = 10")
    #expect(try await house.call(.get, "/organization/10", as: .node(202)).status == 200)
    #expect(try await house.call(.get, "/organization/10", as: .node(203)).status == 401)
    #expect(try await house.call(.get, "/organization", as: .node(202)).ids == [10, 11])
  }

  @Test("a list tells how many organizations its caller reaches, after every change of who works together")
  func total() async throws {
    let house = try await SmallWorld.house()
    func total(_ caller: Caller, _ query: (String, String)...) async throws -> String? {
      try await house.call(.get, "/organization", query: query + [("per_page", "1")], as: caller).total
    }
    let (alpha, beta) = (Caller.user(102), Caller.user(112))
    #expect(try await total(alpha) == "2")
    #expect(try await total(beta) == "3")
    #expect(try await total(beta, ("collaboration_id", "1")) == "2")
    #expect(try await total(.root) == "4")
    try await house.fixture.run(
      "INSERT INTO organization (id, name) VALUES (77, 'delta')",
      "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (77, 1), (77, 1)")
    #expect(try await total(alpha) == "3")
    #expect(try await total(beta) == "4")
    #expect(try await total(beta, ("name", "del%"), ("page", "2")) == "1")
    #expect(try await total(.root) == "5")
  }
}
