import PolderCore
import PolderTransport

/// How long one goes on asking a server that does not answer (deviation 60).
struct Patience: Sendable {
  /// The pause between two attempts, as the Python client has it.
  static let pause = Duration.seconds(1)

  /// How often is asked at the most; nil asks until cancelled.
  let attempts: Int?
  /// Lets time pass; tests let it pass at once.
  var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// Asks until there is an answer.
  /// - Parameters:
  ///   - isRead: whether asking again is harmless though the server may have received the first request
  ///   - work: asks once
  /// - Returns: what the work gives in the end
  /// - Throws: the last failure, or the first after which the server may have done what is not to be done twice
  func run<Value>(isRead: Bool, _ work: () async throws -> Value) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await work()
      } catch let error as PolderError {
        let isHarmless =
          error.code == .transportUnreachable
          || (isRead && [.transportInterrupted, .transportTimeout].contains(error.code))
        guard isHarmless, attempts.map({ attempt < $0 }) ?? true else { throw error }
      }
      attempt += 1
      try await sleep(Self.pause)
    }
  }
}
