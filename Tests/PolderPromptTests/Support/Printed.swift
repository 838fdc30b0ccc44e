import PolderPrompt

/// A printer and what it printed.
struct Printed: Sendable {
  let out = Lines()
  let err = Lines()
  let printer: Printer

  init(_ format: OutputFormat = .table, width: Int? = nil, csv: CSVText = CSVText()) {
    let (out, err) = (out, err)
    printer = Printer(format: format, width: width, csv: csv, write: { out.write($0) }, tell: { err.tell($0) })
  }
}
