import PolderCore
import Testing

struct AccountBodyTests {
  private func refusal<Body: RequestBody>(_ type: Body.Type, _ json: JSONValue) -> RequestRefusal? {
    do throws(RequestRefusal) {
      _ = try Body(json: json)
      return nil
    } catch {
      return error
    }
  }

  @Test("what is wrong with a role stands under msg itself; elsewhere under errors")
  func place() {
    let role = refusal(CreateRole.Body.self, ["name": "Root"])
    #expect(
      role?.body == [
        "msg": [
          "name": ["Role name cannot be one of the default roles"], "rules": ["Missing data for required field."],
        ]
      ])
    let user = refusal(UpdateUser.Body.self, ["email": 1])
    #expect(user?.body == ["msg": "Request body is incorrect", "errors": ["email": ["Not a valid string."]]])
  }

  @Test("deviation 12: nulls in the change of a role count as absent, and an organization's as the own one")
  func nulls() throws {
    let role = try UpdateRole.Body(json: ["name": nil, "description": nil, "rules": nil])
    #expect(role.name == nil && role.description == nil && role.rules == nil)
    #expect(try CreateRole.Body(json: ["name": "x", "rules": [], "organization_id": nil]).organizationID == nil)
    #expect(
      try CreateUser.Body(json: [
        "username": "abc", "password": "Passw0rd!", "email": "a@b.org",
        "organization_id": nil,
      ]).organizationID == nil)
  }

  @Test(
    "deviation 12: a code that is a number is padded to six digits",
    arguments: [(7, "000007"), (12_345, "012345"), (514_042, "514042"), ("012345", "012345"), (nil, nil)]
      as [(JSONValue, String?)])
  func codes(given: JSONValue, code: String?) throws {
    #expect(try LogIn.Body(json: ["username": "u", "password": "p", "mfa_code": given]).mfaCode == code)
  }

  @Test("what is no code is refused as recorded", arguments: [-1, 1_000_000, 1.5, true, []] as [JSONValue])
  func oddCodes(given: JSONValue) {
    let refused = refusal(LogIn.Body.self, ["username": "u", "password": "p", "mfa_code": given])
    #expect(refused?.fields?["mfa_code"] == ["Not a valid string."])
  }

  @Test("a code is sent as the text that it is")
  func sent() {
    let body = LogIn.Body(username: "u", password: "p", mfaCode: "012345")
    #expect(body.json == ["username": "u", "password": "p", "mfa_code": "012345"])
  }

  @Test("a login's three replies are told apart by their keys, and written as they were read")
  func replies() throws {
    let enrolment = Wire.SecondFactorEnrolment(qrURI: "", otpSecret: "")
    let texts: [JSONValue] = [
      ["access_token": "a", "refresh_token": "r", "refresh_url": "/r", "user_url": "/u"],
      ["qr_uri": "otpauth://x", "otp_secret": "S", "msg": .string(enrolment.msg)],
      ["msg": "Please include your two-factor authentication code"],
    ]
    for text in texts {
      let reply = try JSONValueDecoder.decode(Wire.LogInReply.self, from: text)
      #expect(try JSONValueEncoder.value(of: reply) == text)
    }
  }
}
