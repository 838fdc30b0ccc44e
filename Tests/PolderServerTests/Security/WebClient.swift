import Foundation
import PolderCore

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends plain requests to a server at a port of loopback.
struct WebClient: Sendable {
  struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue(parsing: body) }
  }

  let port: Int

  func call(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else {
      throw PolderError("test-address", "no address: \(path)")
    }
    var request = URLRequest(url: url)
    request.httpMethod = method
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    if let body {
      request.httpBody = Data(body.bytes)
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    // A session of its own: sessions share few connections among all that ask the same server.
    let configuration = URLSessionConfiguration.ephemeral
    // Passwords are hashed on all cores, and others test beside this.
    configuration.timeoutIntervalForRequest = 600
    let session = URLSession(configuration: configuration)
    defer { session.finishTasksAndInvalidate() }
    let (data, response) = try await session.data(for: request)
    let answer = response as? HTTPURLResponse
    var fields: [String: String] = [:]
    for (name, value) in answer?.allHeaderFields ?? [:] { fields["\(name)".lowercased()] = "\(value)" }
    return Answer(status: answer?.statusCode ?? 0, headers: fields, body: Array(data))
  }

  func logIn(_ username: String, _ password: String, headers: [String: String] = [:]) async throws -> Answer {
    try await call(
      "POST", "/api/token/user", ["username": .string(username), "password": .string(password)], headers: headers)
  }
}
