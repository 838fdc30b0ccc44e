import Logging
import PolderCore

extension NodeAgent {
  /// Finds out whether a run is taken up.
  func admit(_ found: FoundRun) -> Work {
    let (cancellations, cancellation) = AsyncStream<Never>.makeStream()
    admitted += 1
    let number = admitted
    admissions[found.key] = AdmissionTicket(
      number: number, assignment: found.assignment, cancellation: cancellation)
    return { [services, inbox] in
      await withTaskGroup(of: AdmissionOutcome?.self) { group in
        // Cancelled: whoever cancelled it knows what follows.
        group.addTask { try? await Admission(found, services).decide() }
        group.addTask {
          for await _ in cancellations {}
          return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        if let first { inbox.yield(.decided(found.key, number, first)) }
      }
    }
  }

  /// Goes on with a run about which is decided; one that was ended meanwhile has its driver already.
  func decided(_ key: RunKey, _ number: Int, _ outcome: AdmissionOutcome) -> [Work] {
    guard admissions[key]?.number == number else { return [] }
    admissions[key] = nil
    switch outcome {
    case .admitted(let item):
      queue.add(item)
      return startNext()
    case .declined(let assignment, let status, let reason):
      let driver = RunDriver(assignment, input: nil, knownUnder: listedUnder, services: services)
      return [drive(driver) { .declined(status, reason: reason) }]
    }
  }

  /// Removes what the steward was told of a run that is over.
  func forgetHold(of run: RunID) -> Work {
    { [services] in services.holds.folder.remove(run) }
  }

  /// The runs of which files say that they wait.
  var heldRuns: Set<RunID> {
    do {
      return Set(try services.holds.folder.runs().map(\.record.binding.run))
    } catch {
      logger.warning("the folder of runs that wait can not be read", metadata: ["cause": "\(RunDriver.words(error))"])
      return []
    }
  }
}
