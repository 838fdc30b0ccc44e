import Foundation
import PolderCore
import Synchronization

@testable import PolderNode

/// One program that runs.
final class FakeProcess: Sendable {
  enum Fate: Sendable { case running, ended(RuntimeExit), dead }

  let order: RunOrder
  let output: AsyncStream<[UInt8]>
  private let printer: AsyncStream<[UInt8]>.Continuation
  private let fate = Mutex(Fate.running)
  private let changes = ChangeSignal()
  private let gate = Mutex(false)

  init(_ order: RunOrder) {
    self.order = order
    (output, printer) = AsyncStream.makeStream()
  }

  var isRunning: Bool { if case .running = state { true } else { false } }
  var state: Fate { fate.withLock { $0 } }
  var variables: [String: String] {
    Dictionary(uniqueKeysWithValues: order.environment.map { ($0.name, EnvironmentText.decode($0.value)) })
  }

  func print(_ text: String) { printer.yield(Array(text.utf8)) }

  func text(_ variable: String) -> String? {
    variables[variable].flatMap { FileManager.default.contents(atPath: $0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  func write(_ bytes: [UInt8], suffix: String = "") {
    // A result that is not there is seen by the test.
    _ = FileManager.default.createFile(atPath: (variables["OUTPUT_FILE"] ?? "") + suffix, contents: Data(bytes))
  }

  /// Waits for ``go()``, or for its own end.
  func wait() async {
    while isRunning {
      let generation = changes.generation
      if gate.withLock({ $0 }) { return }
      await changes.change(since: generation)
    }
  }

  func go() {
    gate.withLock { $0 = true }
    changes.changed()
  }

  /// Ends; without an exit nobody knows how.
  func end(_ exit: RuntimeExit?) {
    let isFirst = fate.withLock { fate in
      guard case .running = fate else { return false }
      fate = exit.map { .ended($0) } ?? .dead
      return true
    }
    guard isFirst else { return }
    printer.finish()
    changes.changed()
  }

  /// How it ended; nil when nobody knows.
  func ended() async throws -> RuntimeExit? {
    while true {
      try Task.checkCancellation()
      let generation = changes.generation
      switch state {
      case .ended(let exit): return exit
      case .dead: return nil
      case .running: await changes.change(since: generation)
      }
    }
  }
}
