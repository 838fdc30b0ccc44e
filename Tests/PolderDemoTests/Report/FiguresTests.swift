import Testing

@testable import PolderDemo

@Suite("Figures")
struct FiguresTests {
  @Test(
    "Numbers are rounded to so many digits",
    arguments: [
      (0, 2, "0.00"), (1, 0, "1"), (0.5, 0, "1"), (2.345, 1, "2.3"), (0.995, 1, "1.0"), (-0.552612, 6, "-0.552612"),
      (-0.5526124, 3, "-0.553"), (-0.0004, 3, "0.000"), (-0.0, 2, "0.00"), (0.05, 1, "0.1"), (12.0625, 3, "12.063"),
      (1234.5, 1, "1234.5"), (.nan, 3, "–"), (.infinity, 3, "∞"), (-.infinity, 3, "-∞"), (1e300, 3, "1e+300"),
      (999.9996, 3, "1000.000"), (1e-12, 6, "0.000000"),
    ] as [(Double, Int, String)])
  func rounds(value: Double, digits: Int, text: String) {
    #expect(Figures.fixed(value, digits) == text)
  }

  @Test(
    "Sizes have one digit and an exponent",
    arguments: [
      (1e-10, "1.0e-10"), (9.94e-5, "9.9e-5"), (9.96e-5, "1.0e-4"), (9.999, "1.0e1"), (123456, "1.2e5"), (0, "0.0"),
      (-4.44e-16, "-4.4e-16"), (.leastNonzeroMagnitude, "4.9e-324"), (1, "1.0e0"), (.nan, "–"),
    ] as [(Double, String)])
  func showsSizes(value: Double, text: String) {
    #expect(Figures.scientific(value) == text)
  }

  @Test(
    "Tiny probabilities are shown by their size, and none is shown as nothing",
    arguments: [
      (0.0001, "0.0001"), (0.00009999, "1.0e-4"), (0.2324, "0.2324"), (1, "1.0000"), (4.4e-5, "4.4e-5"),
      (2.1e-40, "2.1e-40"), (0, "< 1e-300"), (.nan, "–"),
    ] as [(Double, String)])
  func showsProbabilities(value: Double, text: String) {
    #expect(Figures.probability(value) == text)
  }

  @Test(
    "Counts have their thousands apart",
    arguments: [
      (0, "0"), (7, "7"), (228, "228"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-999, "-999"), (-1_000, "-1,000"),
      (.min, "-9,223,372,036,854,775,808"),
    ])
  func groupsThousands(value: Int, text: String) {
    #expect(Figures.count(value) == text)
  }

  @Test(
    "Times are in seconds",
    arguments: [
      (Duration.milliseconds(1_504), "1.50 s"), (.milliseconds(5), "0.01 s"), (.seconds(61), "61.00 s"),
      (.zero, "0.00 s"),
    ])
  func showsTimes(duration: Duration, text: String) {
    #expect(Figures.seconds(duration) == text)
  }
}
