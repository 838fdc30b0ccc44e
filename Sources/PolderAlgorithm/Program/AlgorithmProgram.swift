public import PolderCore
import PolderTransport

/// A program of methods, which a node starts once for each run.
public struct AlgorithmProgram: Sendable {
  /// The program's name.
  public let name: String
  /// Its methods.
  public let methods: [AlgorithmMethod]

  /// A program of those methods.
  public init(name: String, methods: [AlgorithmMethod]) {
    self.name = name
    self.methods = methods
  }

  /// Calls a method.
  /// - Throws: `PolderError` when there is no such method, when the arguments do not fit, or from the method itself
  public func call(
    _ input: AlgorithmInput, databases: [AlgorithmDatabase], federation: any Federation,
    disclosure: DisclosurePolicy = DisclosurePolicy(), log: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> AlgorithmResult {
    guard let method = methods.first(where: { $0.name == input.method }) else { throw unknown(input.method) }
    let arguments = try AlgorithmArguments(
      positional: input.positional, named: input.named, parameters: method.parameters)
    let context = AlgorithmContext(
      arguments: arguments, databases: databases, federation: federation, disclosure: disclosure, log: log)
    return try await method.body(context)
  }

  /// Does what the node's environment asks for: reads the input, calls the method, writes declaration and result.
  /// - Parameters:
  ///   - environment: the variables of the process, encoded as the node writes them
  ///   - report: takes lines for the run's log; by default they go to standard error
  /// - Returns: the exit code: 0, or 1 after an error, which was reported in a readable line
  public func run(
    environment: [String: String], report: @escaping @Sendable (String) -> Void = StandardError.write
  ) async -> Int32 {
    do {
      try await run(in: ContainerEnvironment(environment)) { report("info > \($0)") }
      return 0
    } catch let error as PolderError {
      report("error > \(error)")
    } catch is CancellationError {
      report("error > The run was cancelled.")
    } catch {
      report("error > The program failed: \(error)")
    }
    return 1
  }

  private func run(in environment: ContainerEnvironment, log: @escaping @Sendable (String) -> Void) async throws {
    let output = try environment.required("OUTPUT_FILE")
    let input = try AlgorithmInput(parsing: ContainerFiles.read(environment.required("INPUT_FILE")))
    let pool = HTTPPool()
    let result: AlgorithmResult
    do {
      result = try await call(
        input, databases: databases(environment), federation: federation(environment, pool),
        disclosure: environment.disclosure, log: log)
    } catch {
      await pool.shutdown()
      throw error
    }
    await pool.shutdown()
    // First, so that a result never lies there without it.
    if let disclosure = result.disclosure {
      try ContainerFiles.write(disclosure.json.bytes, to: output + DisclosureDeclaration.fileSuffix)
    }
    try ContainerFiles.write(result.value.bytes, to: output)
  }

  private func databases(_ environment: ContainerEnvironment) -> [AlgorithmDatabase] {
    environment.requestedLabels.compactMap { label in
      environment.database(label).map { database in
        do { return AlgorithmDatabase(label: label, source: try database.source()) } catch {
          return AlgorithmDatabase(label: label, source: UnreadableSource(error: error))
        }
      }
    }
  }

  /// A method that stays at its node needs no proxy, so a missing one is told only when it is used.
  private func federation(_ environment: ContainerEnvironment, _ pool: HTTPPool) -> any Federation {
    do {
      let channel = try HTTPChannel(base: environment.proxyAddress, pool: pool, maximumReplyBytes: 256 << 20)
      let token = try ContainerFiles.read(environment.required("TOKEN_FILE"), atMost: 64 << 10)
      return try AlgorithmClient(channel: channel, token: String(decoding: token, as: UTF8.self))
    } catch {
      return UnreachableFederation(error: error)
    }
  }

  private func unknown(_ method: String) -> PolderError {
    let names = methods.map(\.name)
    let hint = NearestName.among(names, to: method).map { "Did you mean '\($0)'? " } ?? ""
    return PolderError(
      .algorithmUnknownMethod, "The program '\(name)' has no method '\(method.prefix(100))'.",
      nextStep: "\(hint)It has: \(names.joined(separator: ", ")).")
  }
}
