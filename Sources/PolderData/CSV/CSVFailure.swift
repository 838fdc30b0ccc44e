/// What is wrong with a text of comma-separated values, and in which line; never what stands there.
struct CSVFailure: Error {
  let line: Int
  let reason: String
}
