import PolderCore
import PolderService

/// What a check found: lines for people, or one JSON object a line for programs.
enum CheckTable {
  static func print(_ items: [CheckItem], json: Bool) {
    guard !json else { return items.forEach { Swift.print($0.json.text) } }
    let width = items.map(\.state.rawValue.count).max() ?? 0
    let blank = String(repeating: " ", count: width + 1)
    for item in items {
      let state = item.state.rawValue + String(repeating: " ", count: width - item.state.rawValue.count)
      Swift.print("\(state) \(item.name): \(item.message)")
      if let object = item.object, item.state != .ok { Swift.print("\(blank)where: \(object)") }
      if let step = item.nextStep { Swift.print("\(blank)next:  \(step)") }
    }
  }
}
