import Logging
import PolderCore

extension RunDriver {
  /// Seals what leaves and tells the server, once the audit log tells of it; all may be done again, after a crash as well.
  func deliver(_ report: RunReport) async {
    do {
      let sealing = report.hasResult ? try await services.payloads.sealing(for: assignment) : nil
      guard await hasRecorded(report, sealing) else { return }
      try await send(report, sealing)
      send(.done(.deliver))
    } catch let trouble as ServerTrouble {
      send(.failed(.deliver, trouble))
    } catch is CancellationError {
      // The node stops; the next one delivers.
    } catch let error as PolderError where !RunPayloads.isPassing(error) {
      logger.error(
        "the result can not be sealed", metadata: ["cause": "\(error.message)", "code": "\(error.code.rawValue)"])
      send(.broken(.deliver, .failed, reason: Self.words(error)))
    } catch {
      send(.failed(.deliver, ServerTrouble(error)))
    }
  }

  private func send(_ report: RunReport, _ sealing: ResultSealing?) async throws {
    let digest = leaving(report, sealing?.protection).hash
    let result = try await services.payloads.put(report, of: assignment, as: sealing, digest: digest)
    do throws(ServerTrouble) {
      try await services.server.deliver(assignment.run, report, result: result?.text)
    } catch {
      guard case .refused(_, let reason) = error, result?.isOfBefore == true else { throw error }
      // It may not know any more what was brought to it.
      logger.notice("bringing the result to the server once more", metadata: ["cause": "\(reason)"])
      try await services.payloads.forgetResult(of: assignment)
      let again = try await services.payloads.put(report, of: assignment, as: sealing, digest: digest)
      try await services.server.deliver(assignment.run, report, result: again?.text)
    }
  }
}
