import PolderServer
import PolderService
import Testing

struct LifetimeSettingsTests {
  @Test(
    "hours are read; too few, or no number, count as absent and are told",
    arguments: [
      ("", 21_600, 172_800, 0), ("token_expires_hours: 1", 3_600, 172_800, 0),
      ("token_expires_hours: 0.5", 1_800, 172_800, 0), ("token_expires_hours: 0.4", 21_600, 172_800, 1),
      ("token_expires_hours: soon", 21_600, 172_800, 1), ("refresh_token_expires_hours: 72", 21_600, 259_200, 0),
      ("refresh_token_expires_hours: 6", 21_600, 172_800, 1),
      ("token_expires_hours: 100", 360_000, 360_001, 0),
    ])
  func reading(text: String, access: Int, refresh: Int, warnings: Int) throws {
    var told = 0
    let lifetimes = TokenLifetimes(try Configuration(text: text, source: "server.yaml")) { _ in told += 1 }
    #expect(lifetimes.access == .seconds(access) && lifetimes.refresh == .seconds(refresh) && told == warnings)
  }
}
