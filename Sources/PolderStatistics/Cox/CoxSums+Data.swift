extension CoxSums {
  /// Beyond this the exponential would leave the range in which its sums and squares are numbers.
  private static let largestPredictor = 200.0

  /// The sums of one site.
  init(_ data: CoxData, _ question: CoxQuestion) {
    let size = question.beta.count
    self.init(covariates: size, times: question.times.count, ties: question.ties.count)
    let isTied = Dictionary(uniqueKeysWithValues: question.ties.enumerated().map { ($1, $0) })
    var total = Running(size: size)
    var row = 0
    // From the last time on, every risk set is the one before it with some more rows.
    for place in question.times.indices.reversed() {
      let time = question.times[place]
      var here = Running(size: size)
      while row < data.rows, data.times[row] >= time {
        let x = Self.scaled(data, row, question)
        let weight = Self.weight(x, question.beta)
        total.add(x, weight)
        if data.isEvent[row], data.times[row] == time {
          here.add(x, weight)
          for index in 0..<size { events[index] += x[index] }
        }
        row += 1
      }
      risk[place] = total.sum
      for index in 0..<size { risk1[index][place] = total.first[index] }
      for index in total.second.indices { risk2[index][place] = total.second[index] }
      guard let tie = isTied[place] else { continue }
      tied[tie] = here.sum
      for index in 0..<size { tied1[index][tie] = here.first[index] }
      for index in here.second.indices { tied2[index][tie] = here.second[index] }
    }
  }

  private static func scaled(_ data: CoxData, _ row: Int, _ question: CoxQuestion) -> [Double] {
    question.beta.indices.map { (data.covariates[$0][row] - question.center[$0]) / question.scale[$0] }
  }

  private static func weight(_ x: [Double], _ beta: [Double]) -> Double {
    let predictor = zip(x, beta).reduce(0) { $0 + $1.0 * $1.1 }
    return RealFunctions.exp(min(max(predictor, -largestPredictor), largestPredictor))
  }

  private struct Running {
    var sum = 0.0
    var first: [Double]
    var second: [Double]

    init(size: Int) {
      first = Array(repeating: 0, count: size)
      second = Array(repeating: 0, count: size * (size + 1) / 2)
    }

    mutating func add(_ x: [Double], _ weight: Double) {
      sum += weight
      var pair = 0
      for i in x.indices {
        first[i] += weight * x[i]
        for j in i..<x.count {
          second[pair] += weight * x[i] * x[j]
          pair += 1
        }
      }
    }
  }
}
