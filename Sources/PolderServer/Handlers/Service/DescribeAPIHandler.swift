import PolderCore
import PolderHTTP

/// Tells what there is to ask for.
struct DescribeAPIHandler: Handler {
  typealias Op = DescribeAPI
  static let mode = TransactionMode.none

  private let document: JSONValue

  init(prefix: String) throws { document = .object(try ServerCatalogue.description(prefix: prefix).document) }

  func perform(
    _ call: Call<DescribeAPI>, _ loaded: Void, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<JSONValue> {
    Outcome(document)
  }
}
