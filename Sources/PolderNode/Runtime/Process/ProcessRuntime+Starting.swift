import Glibc
import PolderCore

extension ProcessRuntime {
  /// Starts any program in the same conditions; `readable` are paths that it needs beside `/usr`.
  func start(_ program: [String], readable: [String], _ order: RunOrder) async throws {
    if let missing = order.bindings.first(where: { access($0.source, F_OK) != 0 }) {
      throw Self.failure(order, "What the algorithm should see is missing: \(missing.source).")
    }
    let folder = ShimFolder(path: order.handle.folder)
    started.insert(order.handle)
    try folder.write(order.placement.helpers)
    try folder.writeSpec(ShimSpec(settings: settings, tools: tools).text(program, readable: readable, order))
    let ending: (code: Int32, text: String)
    do {
      ending = try await tools.shim(["run", "--background", folder.path])
    } catch {
      ending = (-1, "The supervisor can not be executed: \(error)")
    }
    if ending.code != 0 { try await settle(ending, folder, order) }
    // What can not be read now is found out by those who wait for the end.
    guard let state = try? folder.state(), state.phase == .exited, state.reason == "start-failed" else { return }
    throw Self.failure(order, state.error ?? "The program can not be executed.")
  }

  /// After a start that the supervisor did not confirm: returns if the run runs or ran, throws when it surely does not.
  private func settle(_ ending: (code: Int32, text: String), _ folder: ShimFolder, _ order: RunOrder) async throws {
    // As long as nobody can tell, it may run; then the wait for the end finds out.
    guard let state = try? await adopt(order.handle) else { return }
    switch state {
    case .running, .finished, .lost: return
    case .neverStarted, .dead:
      throw Self.failure(order, "The supervisor refused (code \(ending.code)). \(ending.text)")
    }
  }

  private static func failure(_ order: RunOrder, _ message: String) -> PolderError {
    PolderError(.runtimeStartFailed, message, object: "run \(order.handle.run)", nextStep: "Look at the node's log.")
  }
}
