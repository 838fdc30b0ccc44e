/// What keeps a test of the house from judging at all.
struct HouseError: Error, CustomStringConvertible {
  let what: String
  var description: String { what }
}
