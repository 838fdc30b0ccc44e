import HTTPTypes
import Hummingbird
import PolderCore

extension Dispatcher {
  /// What is refused before anything is looked at.
  func tooMuch(_ request: Request) -> Answer.Plain? {
    if request.head.path?.utf8.count ?? 0 > settings.targetLimit {
      return .init(status: .uriTooLong, message: "The address is longer than \(settings.targetLimit) bytes.")
    }
    let size = request.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
    guard size > settings.headerLimit else { return nil }
    return .init(
      status: .requestHeaderFieldsTooLarge, message: "The headers are larger than \(settings.headerLimit) bytes.")
  }

  func idempotencyKey(_ request: Request) throws(RequestRefusal) -> String? {
    guard let name = HTTPField.Name("idempotency-key"), let key = request.headers[name] else { return nil }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw RequestRefusal(
        400, "The header Idempotency-Key has to be 1 to 255 printable characters.", code: "idempotency-key")
    }
    return key
  }

  static func allowed(_ match: PathTable.Match) -> String {
    var methods = match.operations.keys.map(\.rawValue)
    if match.operations[.get] != nil { methods.append("HEAD") }
    return (methods + ["OPTIONS"]).sorted().joined(separator: ", ")
  }

  /// What browsers may not do with an answer.
  static func protect(_ headers: inout HTTPFields, isSecure: Bool) {
    headers[.xContentTypeOptions] = "nosniff"
    headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    headers[.xFrameOptions] = "DENY"
    headers[.referrerPolicy] = "no-referrer"
    if isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
  }
}
