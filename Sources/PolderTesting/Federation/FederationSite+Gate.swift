import Glibc
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FederationSite {
  /// Lets an algorithm go on that waits at a pipe `gate` in the temporary folder of its job.
  /// - Throws: `PolderError` when there is no such pipe, or nobody waits at it
  package func openGate() throws {
    let jobs = folder + "/jobs"
    for job in (try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? [] {
      let pipe = open("\(jobs)/\(job)/gate", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      guard pipe >= 0 else { continue }
      defer { close(pipe) }
      guard write(pipe, "go\n", 3) == 3 else { continue }
      return
    }
    throw PolderError("testing-no-gate", "No algorithm waits at a gate.", object: jobs)
  }
}
