/// The partial log-likelihood with Efron's treatment of ties, its gradient, and the information.
struct CoxLikelihood: Sendable {
  private(set) var value = 0.0
  private(set) var gradient: [Double]
  private(set) var information: SymmetricMatrix

  init(_ sums: CoxSums, _ design: CoxDesign, beta: [Double]) {
    let size = beta.count
    gradient = sums.events
    information = SymmetricMatrix(size: size)
    value = zip(beta, sums.events).reduce(0) { $0 + $1.0 * $1.1 }
    var tie = 0
    for (place, deaths) in design.deaths.enumerated() {
      for death in 0..<deaths {
        // Each of the tied events finds the others gone by this part.
        let gone = Double(death) / Double(deaths)
        let tieHere = deaths > 1 ? tie : nil
        func less(_ risk: [Double], _ tied: [Double]) -> Double {
          tieHere.map { risk[place] - gone * tied[$0] } ?? risk[place]
        }
        let sum = less(sums.risk, sums.tied)
        value -= RealFunctions.log(sum)
        let means = (0..<size).map { less(sums.risk1[$0], sums.tied1[$0]) / sum }
        var pair = 0
        for i in 0..<size {
          gradient[i] -= means[i]
          for j in i..<size {
            information.upper[pair] += less(sums.risk2[pair], sums.tied2[pair]) / sum - means[i] * means[j]
            pair += 1
          }
        }
      }
      if deaths > 1 { tie += 1 }
    }
  }
}
