import PolderCore

/// What can go wrong with large inputs and results.
package enum BlobFailure {
  static func tooLarge(_ limit: Int64) -> RequestRefusal {
    RequestRefusal(
      413, "The upload is larger than the \(limit) bytes that this server keeps of one input or result.",
      code: "blob-too-large")
  }

  static func store(_ message: String, _ object: String, cause: (any Error)? = nil) -> PolderError {
    PolderError(
      "server-blob-store", message, object: object,
      nextStep: "Look at the section `large_result_store` of the configuration, and at what it names.", cause: cause)
  }

  static let notEnabled = RequestRefusal(
    501, "The large result store is not set to blob storage, result streaming is not available.",
    code: "blobs-not-enabled")
}
