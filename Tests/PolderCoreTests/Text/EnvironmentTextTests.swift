import PolderCore
import Testing

@Suite("Values in an algorithm's environment")
struct EnvironmentTextTests {
  @Test(
    "Values are encoded as the incumbent's node does, and read back",
    arguments: [
      ("", ""), ("a", "ME!!!!!!"), ("http://proxyserver", "NB2HI4B2F4XXA4TPPB4XGZLSOZSXE!!!"),
      ("/mnt/data/task-000000001/input", "F5WW45BPMRQXIYJPORQXG2ZNGAYDAMBQGAYDAMJPNFXHA5LU"), ("80", "HAYA!!!!"),
      ("80801234", "HAYDQMBRGIZTI!!!"), ("Zoë", "LJX4HKY!"), ("default,other", "MRSWMYLVNR2CY33UNBSXE!!!"),
      ("8080", "HAYDQMA!"),
    ])
  func agreesWithTheIncumbent(plain: String, encoded: String) {
    #expect(EnvironmentText.encode(plain) == encoded)
    #expect(EnvironmentText.decode(encoded) == plain)
  }

  @Test(
    "What is not encoded is taken as it is",
    arguments: ["/usr/bin:/bin", "http://localhost", "ME", "me!!!!!!", "M!!!!!!!", "ME!!!!!A", "77777777"])
  func keepsPlainValues(value: String) {
    #expect(EnvironmentText.decode(value) == value)
  }

  @Test("Bytes of every length come back", arguments: 0..<20)
  func roundTrips(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
    #expect(Base32.decode(Array(Base32.encode(bytes).utf8)) == bytes)
  }
}
