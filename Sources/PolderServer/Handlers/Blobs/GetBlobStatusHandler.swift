import PolderCore
import PolderHTTP
import PolderSQL

/// Tells whether large inputs and results are kept beside the database.
struct GetBlobStatusHandler: Handler {
  typealias Op = GetBlobStatus
  static let mode = TransactionMode.read

  let context: ServerContext

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(Wire.BlobStatus(isEnabled: context.largeData.store != nil))
  }
}
