/// The relay answers by itself, and the connection ends.
struct PlainRefusal: Error {
  let status: Int
  let message: String

  init(status: Int, message: String) {
    self.status = status
    self.message = message
  }

  init(_ problem: HTTPProblem) {
    switch problem {
    case .malformed(let what): self.init(status: 400, message: "malformed request: \(what)")
    }
  }
}
