/// So many connections may go to each run, and to all together. Belongs to one thread.
struct ArrivalPlaces {
  private struct Run {
    // Its ports and its connections keep it, also those of ports that are closed by now.
    weak var slots: Slots?
  }

  private let each: Int
  private let all: Slots
  private var runs: [String: Run] = [:]

  init(each: Int, all: Int) {
    self.each = each
    self.all = Slots(all)
  }

  /// What a connection to a run of this name has to take.
  mutating func slots(of name: String) -> [Slots] {
    if let slots = runs[name]?.slots { return [slots, all] }
    let slots = Slots(each)
    runs = runs.filter { $0.value.slots != nil }
    runs[name] = Run(slots: slots)
    return [slots, all]
  }
}
