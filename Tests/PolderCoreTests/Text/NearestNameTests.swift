import PolderCore
import Testing

@Suite("Nearest name")
struct NearestNameTests {
  @Test(
    "A slip of the keyboard finds the name that was meant",
    arguments: [("sumary", "summary"), ("SUMMARY", "summary"), ("cxo", "cox"), ("ph_ecog", "ph.ecog"), ("aeg", "age")])
  func findsSlips(word: String, name: String) {
    #expect(NearestName.among(["cox", "age", "summary", "ph.ecog"], to: word) == name)
  }

  @Test("A word that is like nothing gets no suggestion", arguments: ["", "zebra", String(repeating: "a", count: 65)])
  func staysSilent(word: String) {
    #expect(NearestName.among(["cox", "age", "summary"], to: word) == nil)
  }

  @Test("The nearer of two names wins")
  func prefersTheNearer() {
    #expect(NearestName.among(["pat.karno", "ph.karno"], to: "ph.karn") == "ph.karno")
  }
}
