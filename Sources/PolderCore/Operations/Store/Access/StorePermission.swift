/// A permission at an algorithm store: to do one thing with one kind of object. There are no scopes.
public struct StorePermission: Hashable, Sendable, CustomStringConvertible {
  /// What it is about.
  public let resource: StoreResource
  /// What it lets one do.
  public let operation: RuleOperation

  /// The permission to do that with those.
  public init(_ resource: StoreResource, _ operation: RuleOperation) {
    self.resource = resource
    self.operation = operation
  }

  /// Resource and operation in small letters.
  public var description: String { "\(resource.rawValue)|\(operation.rawValue.lowercased())" }

  /// The contract's text for who lacks it.
  public var refusal: String {
    "You are not allowed to perform the operation '\(operation.rawValue.lowercased())' on resource "
      + "'\(resource.rawValue)'"
  }

  /// The rules that a fresh store has, in the order of their numbers.
  public static let all: [StorePermission] = [
    .init(.algorithm, .view), .init(.algorithm, .create), .init(.algorithm, .edit), .init(.algorithm, .delete),
    .init(.server, .delete),
    .init(.role, .create), .init(.role, .view), .init(.role, .edit), .init(.role, .delete),
    .init(.user, .view), .init(.user, .create), .init(.user, .edit), .init(.user, .delete),
    .init(.review, .view), .init(.review, .create), .init(.review, .delete), .init(.review, .edit),
  ]
}
