import PolderCore

/// Reads the names of the columns of a Parquet file.
enum ParquetFile {
  private static let mark = Array("PAR1".utf8)
  private static let hidden = Array("PARE".utf8)
  private static let maximumFooter = 64 << 20

  /// What the file says about its table.
  /// - Throws: `PolderError` `node-database-unusable` when it is no such file, `node-columns-unknown` when it is one whose
  ///   columns can not be told
  static func footer(_ file: BoundedFile) throws -> ParquetFooter {
    guard file.size >= 12 else { throw BoundedFile.noSuchKind("Parquet") }
    let end = try file.read(at: file.size - 8, count: 8)
    guard Array(end[4...]) != hidden else {
      throw BoundedFile.columnsUnknown("Its list of columns is encrypted.")
    }
    guard Array(end[4...]) == mark, try file.read(at: 0, count: 4) == mark else {
      throw BoundedFile.noSuchKind("Parquet")
    }
    let length = end[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= file.size - 12 else { throw BoundedFile.noSuchKind("Parquet") }
    guard length <= maximumFooter else {
      throw BoundedFile.columnsUnknown("Its list of columns has more than \(maximumFooter >> 20) MiB.")
    }
    do {
      return try ParquetFooter(file.read(at: file.size - 8 - length, count: length))
    } catch is ThriftReader.Failure {
      throw PolderError(.nodeDatabaseUnusable, "The list of columns at the end of the Parquet file is damaged.")
    }
  }
}
