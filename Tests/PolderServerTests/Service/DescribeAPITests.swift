import HTTPTypes
import HummingbirdTesting
import PolderCore
import Testing

/// What a running server says about itself.
struct DescribeAPITests {
  @Test("the description is open to everybody and equals the one that the program prints")
  func describe() async throws {
    let house = try await ServerHouse()
    let reply = try await house.call(.get, "/openapi.json")
    #expect(reply.status == .ok)
    #expect(reply.json == .object(try ServerCatalogue.description(prefix: "/api").document))
    #expect(reply.json?["openapi"] == "3.1.0")
    #expect(reply.json?["servers"] == [["url": "/api"]])
  }
}
