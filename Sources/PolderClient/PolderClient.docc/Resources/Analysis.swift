import PolderClient

@main
struct Analysis {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3 else {
      print("usage: analysis SERVER PASSWORD")
      return
    }
    let client = try await logIn(server: words[1], username: "researcher", password: words[2])
    let fit = try await survival(client, of: ["age", "sex", "ph.karno"])
    print("\(fit.rows) patients, \(fit.events) events")
    for coefficient in fit.coefficients {
      print(coefficient.name, "hazard ratio", coefficient.hazardRatio, "p", coefficient.p)
    }
    await client.shutdown()
  }
}
