public import PolderCore
import PolderTransport

extension AlgorithmClient {
  /// Submits an algorithm for review.
  /// - Parameters:
  ///   - name: the name
  ///   - description: what it does
  ///   - image: the image; the store asks the registry for its digest
  ///   - partitioning: how the data are shared out
  ///   - vantage6Version: the version of vantage6 that it was made for, for instance `4.15`
  ///   - codeURL: where its code is
  ///   - functions: what can be called
  ///   - documentationURL: where its documentation is
  /// - Returns: the algorithm
  /// - Throws: `RequestRefusal` when the store refuses it, `PolderError` when none was chosen
  public func create(
    name: String, description: String, image: String, partitioning: AlgorithmPartitioning, vantage6Version: String,
    codeURL: String, functions: [NewAlgorithmFunction], documentationURL: String? = nil
  ) async throws -> Wire.Algorithm {
    var body = CreateAlgorithm.Body()
    body.name = name
    body.description = description
    body.image = image
    body.partitioning = partitioning.rawValue
    body.vantage6Version = vantage6Version
    body.codeURL = codeURL
    body.functions = NestedList(functions)
    body.documentationURL = documentationURL
    return try await create(body)
  }

  /// Submits an algorithm for review.
  public func create(_ body: CreateAlgorithm.Body) async throws -> Wire.Algorithm {
    try await store.caller.call(CreateAlgorithm.self, body: body)
  }

  /// Changes an algorithm that one submitted oneself, as long as nobody has reviewed it; what is nil stays.
  /// - Parameters:
  ///   - id: the algorithm
  ///   - name: the name
  ///   - description: what it does
  ///   - image: the image; a Python store fails without it, also when it stays the same
  ///   - partitioning: how the data are shared out
  ///   - vantage6Version: the version of vantage6 that it was made for
  ///   - codeURL: where its code is
  ///   - documentationURL: where its documentation is
  ///   - functions: all functions from now on
  ///   - refreshDigest: whether the registry is asked again for the digest of the image
  /// - Returns: the algorithm
  /// - Throws: `RequestRefusal` when the store refuses it, `PolderError` when none was chosen
  public func update(
    _ id: AlgorithmID, name: String? = nil, description: String? = nil, image: String? = nil,
    partitioning: AlgorithmPartitioning? = nil, vantage6Version: String? = nil, codeURL: String? = nil,
    documentationURL: String? = nil, functions: [NewAlgorithmFunction]? = nil, refreshDigest: Bool? = nil
  ) async throws -> Wire.Algorithm {
    var body = UpdateAlgorithm.Body()
    body.name = name
    body.description = description
    body.image = image
    body.partitioning = partitioning?.rawValue
    body.vantage6Version = vantage6Version
    body.codeURL = codeURL
    body.documentationURL = documentationURL
    body.functions = functions.map { NestedList($0) }
    body.refreshDigest = refreshDigest
    return try await update(id, body)
  }

  /// Changes an algorithm; what is nil stays.
  public func update(_ id: AlgorithmID, _ body: UpdateAlgorithm.Body) async throws -> Wire.Algorithm {
    try await store.caller.call(UpdateAlgorithm.self, path: id, body: body)
  }
}
