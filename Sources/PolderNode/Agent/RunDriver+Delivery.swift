import Logging
import PolderCore
import PolderTransport

extension RunDriver {
  /// Makes the report; what can not be read at the moment is judged later.
  func judge(_ exit: RuntimeExit) async {
    var backOff = BackOff()
    while true {
      do {
        let report = try services.judge.report(exit, folders, warnings: warnings, at: services.now())
        return judged(report, exit)
      } catch {
        logger.error("the result can not be read yet", metadata: ["cause": "\(Self.words(error))"])
        // Cancelled: the node stops, and the next one judges.
        guard (try? await services.pause(backOff.next())) != nil else { return }
      }
    }
  }

  private func judged(_ report: RunReport, _ exit: RuntimeExit) {
    var metadata: Logger.Metadata = ["status": "\(report.status.rawValue)", "cause": "\(exit.cause.rawValue)"]
    if let notice = report.notice {
      metadata["bytes"] = "\(notice.bytes)"
      metadata["fields"] = "\(notice.fields.map(String.init) ?? "unknown")"
      metadata["under"] = "\(notice.lines.joined(separator: "; "))"
    }
    logger.info("the algorithm ended", metadata: metadata)
    note(.ended(report.status, cause: exit.cause, code: exit.code, signal: exit.signal))
    noteReport(report)
    send(.judged(report))
  }

  /// Seals what leaves and tells the server, once the audit log tells of it; all may be done again, after a crash as well.
  func deliver(_ report: RunReport) async {
    do {
      guard try await isStillMeant() else { return send(.replaced) }
      let sealing = report.hasResult ? try await services.payloads.sealing(for: assignment) : nil
      guard try await hasRecorded(report, sealing) else { return }
      try await send(report, sealing)
      await forgetPorts()
      send(.done(.deliver))
    } catch let trouble as ServerTrouble {
      send(.failed(.deliver, trouble))
    } catch is CancellationError {
      // The node stops; the next one delivers.
    } catch let error as PolderError where !RunPayloads.isPassing(error) {
      logger.error(
        "the result can not be sealed", metadata: ["cause": "\(error.message)", "code": "\(error.code.rawValue)"])
      send(.broken(.deliver, .failed, reason: Self.words(error)))
    } catch let refusal as RequestRefusal {
      // It is about the recipient's key, or the store for results, and not about the run.
      let trouble = ServerTrouble(refusal, about: assignment.initiator?.description ?? "")
      send(trouble.isPassing ? .failed(.deliver, trouble) : .broken(.deliver, .failed, reason: trouble.reason))
    } catch {
      send(.failed(.deliver, ServerTrouble(error)))
    }
  }

  private func send(_ report: RunReport, _ sealing: ResultSealing?) async throws {
    guard let sealing else { return try await services.server.deliver(assignment.run, report) }
    let digest = try leaving(report, sealing.protection).hash
    let result = try await services.payloads.put(report, of: assignment, as: sealing, digest: digest)
    do throws(ServerTrouble) {
      try await services.server.deliver(assignment.run, report, result: result.text)
    } catch {
      guard case .refused(_, let reason) = error, result.isOfBefore else { throw error }
      // It may not know any more what was brought to it.
      logger.notice("bringing the result to the server once more", metadata: ["cause": "\(reason)"])
      try await services.payloads.forgetResult(of: assignment)
      let again = try await services.payloads.put(report, of: assignment, as: sealing, digest: digest)
      try await services.server.deliver(assignment.run, report, result: again.text)
    }
  }

  /// Whether the server means this run by its number. It is asked after each break of the connection: a database that was
  /// set back meanwhile may have given the number to another run, which would get this one's result.
  private func isStillMeant() async throws(ServerTrouble) -> Bool {
    let connection = services.connection()
    guard knownUnder != connection else { return true }
    do {
      guard try await services.server.means(assignment) else { return false }
      knownUnder = connection
    } catch {
      // What is wrong about the run is said about its report as well.
      guard !error.isPassing else { throw error }
    }
    return true
  }
}
