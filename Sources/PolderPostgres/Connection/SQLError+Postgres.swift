import CLibPQ
import PolderSQL

extension SQLError {
  /// What the server reports of a statement. Its words about values are left out, since they quote them.
  init(_ result: OpaquePointer?, _ library: polder_pq, statement: String?) {
    let code = Self.field("C", of: result, library) ?? ""
    let name = Self.field("n", of: result, library)
    let words = Self.field("M", of: result, library) ?? "PostgreSQL failed."
    let quotes = code.hasPrefix("22")
    self.init(
      Self.kind(code, constraint: name),
      quotes ? "A value does not fit where it is to be stored or compared." : words, code: code, statement: statement)
  }

  private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer?, _ library: polder_pq) -> String? {
    library.PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }

  static func kind(_ code: String, constraint: String? = nil) -> Kind {
    switch code {
    case "23505": .constraint(constraint?.hasSuffix("_pkey") == true ? .primaryKey : .unique)
    case "23502": .constraint(.notNull)
    case "23503": .constraint(.foreignKey)
    case "23514", "23P01", "23000": .constraint(.check)
    // The last two: a statement kept prepared does not fit the tables any more.
    case "40001", "40P01", "0A000", "26000": .serialization
    case "55P03", "53300", "57P03": .busy
    case "57014": .interrupted
    case "57P01", "57P02", "57P05", "25P03": .closed
    case "25006": .readOnly
    case "53100", "53200": .full
    case "58030": .io
    case "XX001", "XX002": .corrupt
    default: kind(ofClass: code.prefix(2))
    }
  }

  private static func kind(ofClass letters: Substring) -> Kind {
    switch letters {
    case "08": .closed
    case "28", "3D": .unreachable
    case "22", "42", "54": .statement
    default: .other
    }
  }
}
