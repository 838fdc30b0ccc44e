import PolderCore
import Testing

@testable import PolderCrypto

struct UnencryptedTests {
  @Test("every recorded text is written and read as the incumbent does")
  func recorded() throws {
    let records = try Vectors.load().dummy
    #expect(records.count == 10)
    for record in records {
      let plaintext = try #require(Base64.decode(record.plaintext_base64))
      #expect(UnencryptedText.seal(plaintext) == record.encrypt_bytes_to_str, "\(record.name)")
      #expect(try UnencryptedText.open(record.encrypt_bytes_to_str) == plaintext, "\(record.name)")
      #expect(Base64.encode(plaintext) == record.decrypt_str)
    }
  }

  @Test("the recorded stream is the same in pieces of any length", arguments: [1, 2, 3, 4, 5, 7, 64, 1000])
  func recordedStream(length: Int) throws {
    let recorded = try Vectors.load().dummy_stream
    let plaintext = try #require(Base64.decode(recorded.plaintext_base64))
    let sealed = try filter(plaintext, in: length, UnencryptedSealer())
    #expect(sealed == Array(recorded.encrypt_stream_default_chunk.utf8))
    #expect(sealed == Array(recorded.encrypt_stream_chunk7.utf8))
    #expect(try filter(sealed, in: length, UnencryptedOpener()) == plaintext)
  }

  @Test(
    "texts that are not whole base64 are read as Python's binascii reads them",
    arguments: [
      ("", ""), ("QQ==", "41"), ("QQ=", nil), ("QQ", nil), ("Q", nil), ("Q===", nil), ("QUI=", "4142"), ("QUI", nil),
      ("QUJD", "414243"), ("QU JD\n", "414243"), ("Q-U_J*D", "414243"), ("QQ==QUJD", "41"), ("QUI=QUJD", "4142"),
      ("=QUJD", "414243"), ("Q=UJD", "414243"), ("QU=JD", "414243"), ("QUJD=", "414243"), ("QUJD====", "414243"),
      ("QQ=\n=", "41"), ("QQ=A=", "4100"), ("QUJDQQ", nil), ("QUJDQ", nil), ("<html>", "86d9a5"), ("====", ""),
      ("Q=U=J=D=", "4142"), ("QUJDQUI==", "4142434142"), ("Q=Q==", "41"), ("QQ=Q=", "4104"),
    ] as [(String, String?)])
  func lenient(text: String, hex: String?) throws {
    if let hex {
      let expected = try Vectors.bytes(hex: hex)
      #expect(try UnencryptedText.open(text) == expected)
      #expect(Base64.decode(text, lenient: true) == expected)
    } else {
      let error = try refusal { _ = try UnencryptedText.open(text) }
      #expect(error.code == "crypto-plain-base64")
      #expect(error.nextStep != nil)
      #expect(Base64.decode(text, lenient: true) == nil)
    }
  }

  @Test("random texts are read as the other decoder of this program reads them")
  func agreement() {
    let characters = Array("QUJDx/+=\n-é".utf8)
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...14)).map { _ in characters[Int.random(in: 0..<characters.count)] }
      var reader = Base64Reader()
      let read = reader.update(text)
      #expect(
        (reader.isWhole ? read : nil) == Base64.decode(text, lenient: true), "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test("every length reads back", arguments: 0...70)
  func lengths(length: Int) throws {
    let bytes = RandomBytes.make(length)
    let text = UnencryptedText.seal(bytes)
    #expect(text == Base64.encode(bytes))
    #expect(try UnencryptedText.open(text) == bytes)
    for piece in [1, 3, 5, 16] {
      #expect(try filter(bytes, in: piece, UnencryptedSealer()) == Array(text.utf8))
      #expect(try filter(Array(text.utf8), in: piece, UnencryptedOpener()) == bytes)
    }
  }

  @Test("a stream without its padding is read, as the incumbent does; half a byte is not")
  func padding() throws {
    for (text, expected) in [("QQ", [0x41]), ("QUI", [0x41, 0x42]), ("QUI=\n", [0x41, 0x42])] as [(String, [UInt8])] {
      #expect(try filter(Array(text.utf8), in: 1, UnencryptedOpener()) == expected)
    }
    let error = try refusal { _ = try filter(Array("QUJDQ".utf8), in: 2, UnencryptedOpener()) }
    #expect(error.code == "crypto-plain-base64")
    #expect(error.nextStep != nil)
  }

  @Test("a stream that goes on behind its padding is an error, not a loss")
  func more() throws {
    for length in [1, 100] {
      let error = try refusal { _ = try filter(Array("QQ==QUJD".utf8), in: length, UnencryptedOpener()) }
      #expect(error.code == "crypto-plain-base64")
    }
    #expect(try filter(Array("QQ==\r\n = \n".utf8), in: 1, UnencryptedOpener()) == [0x41])
  }

  @Test("a filter holds less than one group of what went through it")
  func state() throws {
    var (sealer, opener) = (UnencryptedSealer(), UnencryptedOpener())
    var (taken, written, read) = (0, 0, 0)
    for _ in 0..<1000 {
      let length = Int.random(in: 0...50)
      let text = try sealer.update(RandomBytes.make(length))
      (taken, written) = (taken + length, written + text.count)
      #expect(written == taken / 3 * 4)
      read += try opener.update(text).count
      #expect(read == written / 4 * 3)
    }
    read += try opener.update(sealer.finish()).count
    #expect(try opener.finish() == [])
    #expect(read == taken)
  }
}
