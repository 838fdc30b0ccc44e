import Foundation

/// `docs/deviations.md`, in which every difference on purpose has its number.
enum DeviationPage {
  static func numbers() throws -> Set<Int> {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let page = try String(contentsOf: root.appending(path: "docs/deviations.md"), encoding: .utf8)
    return Set(page.matches(of: /(?m)^\| (\d+) \| [BPS] \|/).compactMap { Int($0.1) })
  }
}
