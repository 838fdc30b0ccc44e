import PolderTesting
import Testing

/// Gives the tests of a suite one federation, which is taken down when the last of them has ended.
struct FederationTrait: SuiteTrait, TestScoping {
  let plans: [SitePlan]

  var isRecursive: Bool { false }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withoutActuallyEscaping(function) { function in
      try await ProcessFederation.with(plans) { federation in
        try await Shared.$federation.withValue(federation) { try await function() }
      }
    }
  }
}

extension Trait where Self == FederationTrait {
  /// One federation for all tests of the suite.
  static func federation(_ plans: SitePlan...) -> FederationTrait { FederationTrait(plans: plans) }
}

/// The federation of the suite that a test belongs to.
enum Shared {
  @TaskLocal static var federation: ProcessFederation?
}
