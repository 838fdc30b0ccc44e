import PolderCore
import PolderTransport

extension EngineClient {
  /// Runs a program in a container that runs. How it ends is not asked: an engine may tell that later than the output.
  /// - Parameters:
  ///   - arguments: the program and its arguments
  ///   - container: the container
  ///   - limit: the most bytes of its output
  /// - Returns: what it printed
  /// - Throws: `EngineRefusal`, `PolderError` when the engine does not answer
  func execute(_ arguments: [String], in container: String, limit: Int) async throws -> [UInt8] {
    let made = try await post(
      "/containers/\(container)/exec",
      body: [
        "AttachStdin": false, "AttachStdout": true, "AttachStderr": false, "Tty": false,
        "Cmd": .array(arguments.map { .string($0) }),
      ])
    guard let id = made["Id"]?.string, Self.isNumber(id) else {
      throw EngineRefusal(status: 201, message: "The engine did not tell the number of what is to run.")
    }
    let call = HTTPCall(
      .post, greeting.prefix + "/exec/\(id)/start", headers: [("Content-Type", "application/json")],
      body: JSONValue.object(["Detach": false, "Tty": false]).bytes, timeout: .seconds(20))
    return try await channel.download(call) { head, body in
      guard head.isSuccess else {
        throw Self.refusal(HTTPAnswer(status: head.status, body: try await body.collect(upTo: 1 << 20)))
      }
      var frames = LogFrames()
      var output: [UInt8] = []
      for try await piece in body {
        frames.take(piece) { if output.count < limit { output += $0.prefix(limit - output.count) } }
      }
      return output
    }
  }
}
