import PolderCore
import Testing

@testable import PolderServer

struct S3SignerTests {
  @Test("the query of a signed request is encoded and sorted")
  func query() {
    #expect(S3Signer.canonical([("uploadId", "a/b+c"), ("partNumber", "1")]) == "partNumber=1&uploadId=a%2Fb%2Bc")
    #expect(S3Signer.canonical([("uploads", "")]) == "uploads=")
  }

  @Test("the empty body has the hash that AWS's documentation names")
  func hash() {
    #expect(S3Signer.hash([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(
    "a request is signed as botocore signs it, an implementation that is not ours",
    arguments: [
      (nil, "3af611d4620b12ee331417a011547cd355cb079cc053fab4f49b355eb5ec8f7c"),
      ("session/token=", "dd128c58608a3418eb3f65f21b8ba043f23921aacd55937a76a51ed34cec6d5b"),
    ] as [(String?, String)])
  func signature(_ token: String?, _ signature: String) throws {
    let signer = S3Signer(
      credentials: S3Credentials(key: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token: token),
      region: "eu-central-1")
    let headers = signer.headers(
      "PUT", host: "127.0.0.1:5000", path: "/bucket/pre/123e4567-e89b-12d3-a456-426614174000",
      query: [("uploadId", "a/b+c="), ("partNumber", "2")], payload: S3Signer.hash(Array("hello".utf8)),
      at: try #require(Timestamp(text: "2026-01-02 03:04:05")))
    let authorization = try #require(headers.first { $0.name == "Authorization" }?.value)
    #expect(authorization.hasSuffix("Signature=\(signature)"))
    #expect(headers.first { $0.name == "x-amz-date" }?.value == "20260102T030405Z")
    #expect(headers.first { $0.name == "x-amz-security-token" }?.value == token)
  }
}
