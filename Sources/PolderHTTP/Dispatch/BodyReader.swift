import HTTPTypes
import Hummingbird
import NIOCore
import PolderCore

/// Reads a request's body as JSON, within bounds.
struct BodyReader: Sendable {
  let request: Request
  let limits: JSONParser.Limits

  /// The value and the bytes; `unreadable` is the refusal of what is no JSON, where it is not the usual one.
  func json(_ unreadable: RequestRefusal?) async throws -> (value: JSONValue, bytes: [UInt8]) {
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
      throw Answer.Plain.compressed
    }
    guard isJSON else { throw unreadable ?? Answer.Plain.notJSON as any Error }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bytes {
      throw Answer.Plain.tooLarge(limits.bytes)
    }
    let bytes: [UInt8]
    do {
      bytes = Array(try await request.body.collect(upTo: limits.bytes).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Answer.Plain.tooLarge(limits.bytes)
    }
    do throws(JSONParser.Failure) {
      return (try JSONValue(parsing: bytes, limits: limits), bytes)
    } catch {
      throw unreadable ?? Answer.Plain.malformed as any Error
    }
  }

  /// `application/json`, or a type whose name ends with `+json`.
  private var isJSON: Bool {
    guard let type = request.headers[.contentType]?.split(separator: ";").first else { return false }
    let name = type.lowercased().filter { $0 != " " }
    return name == "application/json" || (name.hasPrefix("application/") && name.hasSuffix("+json"))
  }
}
