import Foundation

/// The controller that `scripts/engines/slurm with COMMAND` starts.
enum SlurmUnderTest {
  static var isThere: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["POLDER_TEST_SLURM"] != nil && environment["SLURM_CONF"] != nil
  }
}
