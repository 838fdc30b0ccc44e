public import PolderCore

/// How a service does an operation.
///
/// decode → `prepare` (slow work, no transaction) → in one transaction: load the principal → `gather` → authorize →
/// `perform` → outbox rows → commit → announce. Any step may throw a `RequestRefusal`.
public protocol Handler<Op>: Sendable {
  /// The operation.
  associatedtype Op: Operation
  /// What `prepare` found out.
  associatedtype Prepared: Sendable = Void
  /// What `gather` read.
  associatedtype Loaded = Void

  /// The transaction it needs.
  static var mode: TransactionMode { get }
  /// The refusal of a body that is no JSON, where the contract has a special one.
  static var unreadableBody: RequestRefusal? { get }
  /// Whether the reply may be kept for the case that the request is sent again; not where it holds a secret.
  static var keepsReply: Bool { get }

  /// Does slow work before the transaction; the caller is not yet known, and what this rests on is checked again.
  func prepare(_ call: Call<Op>) async throws -> Prepared
  /// Reads what the request is about, and refuses what does not exist.
  func gather(_ call: Call<Op>, _ prepared: Prepared, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded)
  /// Does it; only what the authorizer granted comes here.
  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply>
}

extension Handler {
  /// The usual refusals.
  public static var unreadableBody: RequestRefusal? { nil }
  /// It may.
  public static var keepsReply: Bool { true }
}

extension Handler where Prepared == Void {
  /// Nothing to prepare.
  public func prepare(_ call: Call<Op>) async throws {}
}

extension Handler where Loaded == Void {
  /// Nothing to gather.
  public func gather(_ call: Call<Op>, _ prepared: Prepared, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    (Facts(), ())
  }
}
