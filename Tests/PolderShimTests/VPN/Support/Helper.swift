import Foundation
import Testing

/// A program that runs beside a test and is ended with the object.
final class Helper: Sendable {
  private let process = Process()
  private let input = Pipe()
  private let errors: String

  /// Starts it; `env` looks it up. What it complains of goes to a file.
  init(_ arguments: [String], errors: String) throws {
    self.errors = errors
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    // Never in place of something that is there already, which may be no file at all.
    try Data().write(to: URL(filePath: errors), options: .withoutOverwriting)
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
  }

  deinit {
    // What reads it ends with it.
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
  }

  var number: Int32 { process.processIdentifier }

  var complaints: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

  /// Waits for something, as long as it runs.
  func wait(until isTrue: () throws -> Bool) async throws {
    while try !isTrue() {
      try #require(process.isRunning, "\(complaints)")
      await Task.yield()
    }
  }

  /// Waits for a file.
  func wait(for path: String) async throws {
    try await wait { FileManager.default.fileExists(atPath: path) }
  }

  /// Gives it a line to read.
  func tell(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
  }

  /// Asks it to end; its exit code.
  func end() async throws -> Int32 {
    process.terminate()
    return try await ended()
  }

  /// Its exit code, once it ends by itself.
  func ended() async throws -> Int32 {
    let process = process
    return try await onThread {
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// Lines of its status as the kernel has it, by their names.
  func status() throws -> [String: String] {
    let text = try String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
    let pairs = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    return Dictionary(
      pairs.map { (String($0[0]), $0.count > 1 ? $0[1].trimmingCharacters(in: .whitespaces) : "") },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether it can neither do more than its user, nor ever will.
  func expectNoRights() throws {
    let status = try status()
    for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
      #expect(status[set].flatMap { UInt64($0, radix: 16) } == 0, "\(set)")
    }
    #expect(status["NoNewPrivs"] == "1")
  }
}
