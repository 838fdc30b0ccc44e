import PolderCore
import Testing

struct ConstantTimeTests {
  @Test("what differs in any one bit, in several places or in length is not the same")
  func different() {
    let secret = Array("s3cret-0123456789".utf8)
    for index in secret.indices {
      for bit in 0..<8 {
        var other = secret
        other[index] ^= 1 << UInt8(bit)
        #expect(!ConstantTime.equal(secret, other), "byte \(index), bit \(bit)")
        // A second difference must not take the first away.
        for second in secret.indices where second != index {
          var third = other
          third[second] ^= 1 << UInt8(bit)
          #expect(!ConstantTime.equal(secret, third), "bytes \(index) and \(second), bit \(bit)")
        }
      }
    }
    #expect(!ConstantTime.equal(secret, secret.dropLast()))
    #expect(!ConstantTime.equal(secret.dropLast(), secret))
  }

  @Test("what is the same is the same, the empty secret too")
  func same() {
    #expect(ConstantTime.equal("abc".utf8, Array("abc".utf8)))
    #expect(ConstantTime.equal([UInt8](), [UInt8]()))
  }
}
