/// How a run's tree of processes ended.
public struct RuntimeExit: Sendable, Hashable, Codable {
  /// Why it ended.
  public enum Cause: String, Sendable, Hashable, Codable {
    /// By itself.
    case exit
    /// It used more memory than allowed.
    case memory
    /// It used more processor time than allowed.
    case cpu
    /// It had more processes than allowed.
    case processes
    /// It ran longer than allowed.
    case wall
    /// It was killed on request.
    case killed
    /// The program could not be executed.
    case startFailed
  }

  /// Why it ended.
  public var cause: Cause
  /// The exit code of the first process; nil when a signal ended it.
  public var code: Int32?
  /// The signal that ended the first process.
  public var signal: Int32?
  /// The end of what it printed, as bytes of any kind.
  public var log: [UInt8]
  /// How many bytes were printed before `log` and are gone, at the least: an engine's own log is bounded too, and does not
  /// tell what went from there.
  public var droppedLogBytes: Int
  /// Whether the engine itself has left earlier output out, nobody knows how much; nil where that is not known.
  public var isLogCut: Bool?
  /// What is known beyond that, in one sentence without data, for instance why the program could not be executed.
  public var detail: String?

  /// An end.
  public init(
    cause: Cause, code: Int32? = nil, signal: Int32? = nil, log: [UInt8] = [], droppedLogBytes: Int = 0,
    detail: String? = nil
  ) {
    self.cause = cause
    self.code = code
    self.signal = signal
    self.log = log
    self.droppedLogBytes = droppedLogBytes
    self.detail = detail
  }

  /// Whether the algorithm ended by itself with exit code 0.
  public var isSuccess: Bool { cause == .exit && code == 0 }
}
