import Foundation
import Testing

/// A running relay, whose command lives until `end`.
final class RelayFixture: Sendable {
  let folder: RunFolder
  let port: UInt16
  private let input: FileHandle
  private let process: Process

  var socketPath: String { "\(folder.path)/proxy.sock" }

  /// Starts a relay whose command ends with `code` once it is told to.
  init(_ options: [String] = [], exit code: Int = 0, hasProxy: Bool = true) async throws {
    folder = try RunFolder()
    port = try Socket.freePort()
    process = Process()
    process.executableURL = URL(filePath: ShimProgram.path)
    process.arguments =
      ["relay"] + (hasProxy ? ["--listen", "\(port)", "--connect", "\(folder.path)/proxy.sock"] : []) + options
      + ["--", "sh", "-c", "echo ready; read x; exit \(code)"]
    let output = Pipe()
    let input = Pipe()
    process.standardOutput = output
    process.standardInput = input
    self.input = input.fileHandleForWriting
    try process.run()
    let reading = output.fileHandleForReading
    // The command is started after the relay listens, so its first word says that both are there.
    let word = try await onThread { reading.availableData }
    try #require(String(decoding: word, as: UTF8.self) == "ready\n")
  }

  /// Lets the command end; the relay's exit code.
  @discardableResult
  func end() async throws -> Int32 {
    try input.close()
    let process = process
    return try await onThread {
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Sends bytes and reads one answer.
  func exchange(_ request: String, toEnd: Bool = false) async throws -> Message {
    let port = port
    return try await onThread {
      let socket = try Socket.connected(port: port)
      try socket.send(Array(request.utf8))
      return try Message.read(from: socket, toEnd: toEnd)
    }
  }

  /// Takes one request after the other at the node's side and answers with what `answer` says; ends after `count`.
  func serve(_ count: Int, _ answer: @escaping @Sendable (Message) -> String) async throws -> [Message] {
    let listening = try Socket.listening(path: socketPath)
    return try await onThread {
      var seen: [Message] = []
      for _ in 0..<count {
        let socket = try listening.accepted()
        let message = try Message.read(from: socket)
        seen.append(message)
        try socket.send(Array(answer(message).utf8))
      }
      return seen
    }
  }

  static func ok(_ body: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
