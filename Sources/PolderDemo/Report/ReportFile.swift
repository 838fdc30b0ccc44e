import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a report goes as JSON.
struct ReportFile {
  let path: String?

  init(_ path: String?) { self.path = path }

  func write(_ report: DemoReport) throws {
    guard let path else { return }
    let bytes = try JSONValueEncoder.bytes(of: report)
    if path == "-" {
      DemoOutput.standard.line(String(decoding: bytes, as: UTF8.self))
      return
    }
    do {
      try Data(bytes + [UInt8(ascii: "\n")]).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw PolderError(
        "demo-report", "The report can not be written.", object: path, nextStep: "Name another file with --json.",
        cause: error)
    }
  }
}
