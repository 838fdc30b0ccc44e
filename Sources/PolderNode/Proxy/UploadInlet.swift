import NIOCore
import PolderCore
import PolderTransport

/// Takes in a body as it comes, and stops the connection while nobody asks for more of it.
struct UploadInlet {
  typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark
  typealias Producer = NIOThrowingAsyncSequenceProducer<[UInt8], any Error, Strategy, Flow>

  /// Told when more may come.
  final class Flow: NIOAsyncSequenceProducerDelegate {
    private let resume: @Sendable () -> Void

    init(_ resume: @escaping @Sendable () -> Void) { self.resume = resume }

    func produceMore() { resume() }
    func didTerminate() { resume() }
  }

  /// How many parts of a body wait at the most; a part is what a connection reads at once.
  private static let waiting = 16

  /// The body, for one reader.
  let pieces: Producer
  private let source: Producer.Source

  /// - Parameter resume: called when more may come
  init(_ resume: @escaping @Sendable () -> Void) {
    let made = Producer.makeSequence(
      elementType: [UInt8].self, failureType: (any Error).self,
      backPressureStrategy: Strategy(lowWatermark: Self.waiting / 4, highWatermark: Self.waiting),
      finishOnDeinit: true, delegate: Flow(resume))
    pieces = made.sequence
    source = made.source
  }

  /// Takes a part; false when no more should come for now.
  func take(_ bytes: [UInt8]) -> Bool {
    if case .stopProducing = source.yield(bytes) { return false }
    return true
  }

  /// Says that the body is whole.
  func finish() { source.finish() }

  /// Says that the body does not become whole.
  func fail() {
    source.finish(PolderError(.transportInterrupted, "The algorithm hung up before its upload was whole."))
  }
}
