import PolderTransport

extension RetryPolicy {
  /// How one goes on asking a server that does not answer (deviation 60): every second, as the Python client does.
  /// - Parameters:
  ///   - attempts: how often is asked at the most; nil asks until cancelled
  ///   - sleep: lets a pause pass
  /// - Returns: the policy
  static func patient(
    _ attempts: Int?,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) -> RetryPolicy {
    RetryPolicy(
      attempts: attempts, firstPause: .seconds(1), longestPause: .seconds(1), repeatsTimeouts: true, sleep: sleep)
  }
}
