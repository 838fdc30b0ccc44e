public import PolderCore

extension PolderError.Code {
  /// The node did not give what the program needs: a variable, a file, a database.
  public static let algorithmEnvironment: Self = "algorithm-environment"
  /// The input is not what a client sends.
  public static let algorithmInvalidInput: Self = "algorithm-invalid-input"
  /// The program has no method of that name.
  public static let algorithmUnknownMethod: Self = "algorithm-unknown-method"
  /// The arguments do not fit the method.
  public static let algorithmInvalidArguments: Self = "algorithm-invalid-arguments"
  /// The data do not allow what was asked for.
  public static let algorithmUnsuitableData: Self = "algorithm-unsuitable-data"
  /// The node's proxy or the server refused a request.
  public static let algorithmRequestRefused: Self = "algorithm-request-refused"
  /// The part of a computation at another organization ended without a result.
  public static let algorithmSubtaskFailed: Self = "algorithm-subtask-failed"
  /// An iteration did not come to its end.
  public static let algorithmNotConverged: Self = "algorithm-not-converged"
}
