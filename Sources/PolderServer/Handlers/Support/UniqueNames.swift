import PolderCore
import PolderSQL

/// What another request may take between a check and the row that rests on it.
enum UniqueNames {
  /// Does the work; a name that is there already becomes the refusal that the check would have given.
  static func claim<T>(_ refusal: RequestRefusal, _ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as SQLError where error.isUniqueViolation {
      throw refusal
    }
  }
}
