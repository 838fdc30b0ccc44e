public import PolderCore

extension PolderError.Code {
  /// The file is not there, or may not be read.
  public static let dataUnreadable: Self = "data-unreadable"
  /// The file is not the table that it should be.
  public static let dataInvalidTable: Self = "data-invalid-table"
  /// The data exceed a limit.
  public static let dataTooLarge: Self = "data-too-large"
  /// There is no column of that name.
  public static let dataUnknownColumn: Self = "data-unknown-column"
  /// A column holds texts where numbers are needed.
  public static let dataNotNumeric: Self = "data-not-numeric"
}
