/// What is wrong with a message.
enum HTTPProblem: Error {
  case malformed(String)
}
