import PolderCore
import PolderPassword

extension Passwords {
  /// Hashes, and says in a request's words why it can not.
  func hashForRequest(_ password: String, cost: Int) async throws -> String {
    do {
      return try await hash(password, cost: cost)
    } catch PasswordError.busy {
      throw RequestRefusal(503, "Too many passwords are being hashed; try again in a few seconds.", code: "busy")
    } catch PasswordError.containsNUL {
      throw RequestRefusal(400, "A password can not contain a NUL character.", code: "body-incorrect")
    }
  }
}
