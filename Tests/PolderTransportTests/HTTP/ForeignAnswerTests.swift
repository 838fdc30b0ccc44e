import PolderCore
import PolderTransport
import Testing

@Suite("Answers of somebody else")
struct ForeignAnswerTests {
  private func foreign(_ status: Int, _ headers: [(String, String)] = [], _ text: String = "") -> PolderError? {
    HTTPAnswer(status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(text.utf8))
      .foreign(to: "GET /task")
  }

  @Test(
    "A page for a browser is told by its type or by its beginning",
    arguments: [
      (502, "text/html", "x"), (200, "TEXT/HTML; charset=utf-8", ""), (200, "application/xhtml+xml", ""),
      (200, "", "<!DOCTYPE html><html>"), (503, "", "\u{FEFF}\r\n  <html lang=\"en\">"),
      (401, "application/json", "<HTML>"),
    ])
  func tellsPages(status: Int, type: String, text: String) {
    let error = foreign(status, type.isEmpty ? [] : [("Content-Type", type)], text)
    #expect(error?.code == .transportUnusableAnswer)
    #expect(error?.message == "The answer to GET /task (status \(status)) is a page for a browser.")
    #expect(error?.nextStep?.contains("proxy") == true)
  }

  @Test(
    "What a server gives is left alone, an empty answer too",
    arguments: [
      (200, "application/json", "{}"), (500, "", "<p>"), (200, "", ""), (404, "text/plain", "no"), (304, "", ""),
      (302, "", ""), (200, "application/octet-stream", "html"),
    ])
  func leavesOthers(status: Int, type: String, text: String) {
    #expect(foreign(status, [("Content-Type", type)], text) == nil)
  }

  @Test(
    "A redirect names where it would have led, without what may be secret in it",
    arguments: [
      ("https://other.example/api?token=s3cret#s3cret", "https://other.example/api"),
      ("https://ada:s3cret@other.example:8/x", "https://other.example:8/x"), ("/login?next=s3cret", "/login"),
      ("//other.example", "//other.example"), ("https://other.example/\u{1B}[31m\r\nx", "https://other.example/[31mx"),
      ("", "an address without a host"), ("?s3cret", "an address without a host"),
      ("https://h/" + String(repeating: "a", count: 5_000), "https://h/" + String(repeating: "a", count: 190)),
    ])
  func namesTargets(location: String, shown: String) {
    for status in [301, 302, 303, 307, 308] {
      let error = foreign(status, [("Location", location)])
      #expect(error?.code == .transportRedirected)
      #expect(
        error?.message == "The answer to GET /task (status \(status)) leads to \(shown), and was not followed.")
      #expect(error?.description.contains("s3cret") == false)
    }
    #expect(foreign(201, [("Location", location)]) == nil, "what was made has an address, and nothing leads there")
  }

  @Test(
    "A caller of operations tells pages and redirects by the operation, and repeats nothing of them",
    arguments: [
      (200, "<html>hotel</html>", "", "is a page for a browser"),
      (502, "<!doctype html>hotel", "", "is a page for a browser"),
      (301, "", "https://other.example", "leads to https://other.example"), (200, "hotel", "", "is not JSON"),
      (401, "<html>Token has expired: hotel</html>", "", "is a page for a browser"),
      (502, #"{"error":"hotel"}"#, "", "gives no reason"),
      (200, #"{"hotel":1}"#, "", "does not have the expected keys"),
    ])
  func tellsOperations(status: Int, text: String, location: String, words: String) async {
    let headers = location.isEmpty ? [] : [(name: "location", value: location)]
    let service = FakeService([.answer(HTTPAnswer(status: status, headers: headers, body: Array(text.utf8)))])
    let caller = OperationCaller(channel: service, tokens: FixedToken("t"), retries: .never)
    let error = await #expect(throws: PolderError.self) { try await caller.call(GetTaskStatus.self, path: 6) }
    #expect(error?.message.contains("GetTaskStatus (status \(status)) \(words)") == true)
    #expect(error?.description.contains("hotel") == false)
    #expect(error?.nextStep != nil)
  }
}
