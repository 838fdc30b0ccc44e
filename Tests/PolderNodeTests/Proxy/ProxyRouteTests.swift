import PolderCore
import Testing

@testable import PolderNode

@Suite("what an algorithm may ask for")
struct ProxyRouteTests {
  @Test(
    "the algorithm client's calls are let through",
    arguments: [
      "/version", "/task/3", "/run", "/run/4", "/organization", "/organization/5", "/collaboration/6",
      "/study", "/study/7", "/vpn/algorithm/addresses", "/blobstream/status",
    ])
  func forwarded(path: String) {
    #expect(ProxyRoute(method: "GET", path: path) == .forward(path: path))
    for method in ["POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "CONNECT", ""] {
      #expect(ProxyRoute(method: method, path: path) == nil, "\(method)")
    }
  }

  @Test("a subtask, a status and results have ways of their own")
  func ownWays() {
    #expect(ProxyRoute(method: "POST", path: "/task") == .createTask)
    #expect(ProxyRoute(method: "GET", path: "/task/3/status") == .taskStatus(path: "/task/3/status"))
    #expect(ProxyRoute(method: "GET", path: "/result") == .results)
    #expect(ProxyRoute(method: "GET", path: "/result/12") == .result(path: "/result/12"))
  }

  @Test("blobs are brought and fetched by the whole of their ids")
  func blobs() {
    let id = "123e4567-e89b-12d3-a456-426614174000"
    #expect(ProxyRoute(method: "POST", path: "/blobstream") == .uploadBlob)
    #expect(ProxyRoute(method: "GET", path: "/blobstream/\(id)") == BlobID(id).map { .downloadBlob($0) })
    for path in ["/blobstream/1", "/blobstream/\(id)/x", "/blobstream/\(id)0", "/blobstream"] {
      #expect(ProxyRoute(method: "GET", path: path) == nil)
    }
    #expect(ProxyRoute(method: "POST", path: "/blobstream/\(id)") == nil)
    #expect(ProxyRoute(method: "DELETE", path: "/blobstream/\(id)") == nil)
  }

  @Test(
    "everything else is refused",
    arguments: [
      "GET /task", "GET /node", "GET /node/1", "GET /user", "GET /user/1", "GET /rule", "GET /role",
      "GET /collaboration",
      "GET /health", "POST /token/user", "POST /token/container", "POST /task/3", "POST /kill/task", "PATCH /run/4",
      "DELETE /task/3", "GET /", "GET /polder/events", "GET /task/3/status/x", "GET /task/x", "GET /task/3x/status",
      "GET /organization/5/node", "POST /result", "PUT /blobstream", "GET /api/task/3",
    ])
  func refused(line: String) {
    let parts = line.split(separator: " ").map(String.init)
    #expect(ProxyRoute(method: parts[0], path: parts[1]) == nil)
  }

  @Test(
    "a path that could be read in two ways is none",
    arguments: [
      "/task/3/", "/task//3", "//task/3", "/task/3//status", "/task/./3", "/task/../node", "/task/3/../../node", "/.",
      "/..", "/task/%33", "/task/3%2Fstatus", "/%74ask/3", "/task/3%00", "/task/3%2e%2e", "/task/3/%2e%2e/node",
      "/task/3?x", "/task/3#x", "/task/3;x=1", "/task/3\\status", "/task/ 3", "/task/3\u{0}", "/task/3\n", "task/3", "",
      "http://other/task/3", "/TASK/3", "/Task/3", "/task/3/STATUS", "/Version", "/task/٣", "/task/³", "/task/-3",
      "/task/3.0", "/task/+3", "/vërsion", "/version ", " /version", "/version\u{301}",
    ])
  func tricks(path: String) {
    #expect(ProxyRoute(method: "GET", path: path) == nil)
  }

  @Test("a path longer than any of these is not looked at")
  func length() {
    #expect(ProxyRoute(method: "GET", path: "/task/" + String(repeating: "1", count: 240)) != nil)
    #expect(ProxyRoute(method: "GET", path: "/task/" + String(repeating: "1", count: 251)) == nil)
  }
}
