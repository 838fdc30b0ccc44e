import Glibc
import PolderCore

/// Asks at a terminal, one question a line; where nobody can be asked, the default is the answer.
struct Questions {
  let asks: Bool
  var read: () -> String? = { readLine() }

  /// What was given, else what is answered, else the default.
  func answer(_ given: String?, _ question: String, _ usual: String) throws -> String {
    if let given { return given }
    guard asks else { return usual }
    print(usual.isEmpty ? "\(question): " : "\(question) [\(usual)]: ", terminator: "")
    fflush(nil)
    guard let line = read() else { throw CancellationError() }
    let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? usual : text
  }

  /// A number; asks again while the answer is none.
  func number(_ given: Int?, _ question: String, _ usual: Int, in range: ClosedRange<Int>) throws -> Int {
    if let given { return given }
    while true {
      let text = try answer(nil, question, String(usual))
      if let number = Int(text), range.contains(number) { return number }
      print("It has to be a number from \(range.lowerBound) to \(range.upperBound).")
    }
  }

  /// One of some words, in any case; asks again while the answer is none. What was given has to be one.
  func choice(_ given: String?, _ question: String, _ words: [String], _ usual: String) throws -> String {
    func word(_ text: String) -> String? { words.first { $0.lowercased() == text.lowercased() } }
    if let given {
      if let word = word(given) { return word }
      throw PolderError(
        "service-configuration-invalid", "\(question): there is no `\(given)`.",
        nextStep: "Give one of: \(words.joined(separator: ", ")).")
    }
    while true {
      if let word = word(try answer(nil, "\(question) (\(words.joined(separator: ", ")))", usual)) { return word }
    }
  }

  /// Yes or no; no where nobody can be asked.
  func yes(_ question: String) throws -> Bool {
    guard asks else { return false }
    return try ["y", "yes"].contains(answer(nil, question + " (y/n)", "n").lowercased())
  }
}
