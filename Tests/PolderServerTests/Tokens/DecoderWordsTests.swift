import HTTPTypes
import HummingbirdTesting
import PolderCore
import Testing

/// Tokens that are no text at all; the recorded words go on with those of the incumbent's decoder.
struct DecoderWordsTests {
  @Test(
    "a token whose header is no text is refused as malformed, with words",
    arguments: ["a.b.c", "\u{a6}.b.c", "p6.e30.x"])
  func malformed(token: String) async throws {
    let record = try GoldenRecord.named("bad_token3")
    let house = try await ServerHouse()
    let reply = try await house.call(.get, "/user", token: token)
    #expect(Int(reply.status.code) == record.status)
    let words = "Invalid header string"
    #expect(record.body["msg"]?.string?.hasPrefix(words) == true)
    #expect(reply.json?["msg"]?.string?.hasPrefix(words) == true)
    #expect(reply.json?.object?.keys == record.body.object?.keys)
  }
}
