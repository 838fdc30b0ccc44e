import Foundation

/// The machine that a node stands on.
public struct MachineFact: Sendable, Hashable {
  /// Its memory, in bytes.
  public let memory: Int
  /// Its processors.
  public let processors: Int

  /// A fact.
  public init(memory: Int, processors: Int) {
    self.memory = memory
    self.processors = processors
  }

  /// This machine.
  public static var present: MachineFact {
    let process = ProcessInfo.processInfo
    return MachineFact(memory: Int(process.physicalMemory), processors: process.activeProcessorCount)
  }
}
