import Synchronization

/// One line at the bottom of the terminal that tells that work goes on; nothing where no terminal is.
public final class ProgressLine: Sendable {
  private let text: Mutex<ProgressText>
  private let width: Int?
  private let write: @Sendable (String) -> Void
  private let tick: @Sendable () async throws -> Void

  /// A line.
  /// - Parameters:
  ///   - text: what it says at first
  ///   - width: how many cells there are; nil shows nothing
  ///   - write: takes what goes to the terminal, as it is
  ///   - tick: lets the time between two pictures pass
  public init(
    _ text: ProgressText, width: Int?, write: @escaping @Sendable (String) -> Void,
    tick: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(120)) }
  ) {
    self.text = Mutex(text)
    self.width = width
    self.write = write
    self.tick = tick
  }

  /// Says something else from now on.
  public func update(_ change: (inout ProgressText) -> Void) { text.withLock { change(&$0) } }

  /// Shows the line for as long as a piece of work takes.
  /// - Parameter body: the work
  /// - Returns: what it gives
  /// - Throws: what it throws
  public func during<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
    guard let width else { return try await body() }
    let start = ContinuousClock.now
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask { [self] in
        var frame = 0
        while !Task.isCancelled {
          let line = text.withLock { $0 }.line(elapsed: ContinuousClock.now - start, frame: frame, width: width - 1)
          write("\r\u{1b}[2K" + line)
          frame += 1
          do { try await tick() } catch { break }  // Only the end of the work ends it.
        }
        return nil
      }
      defer { write("\r\u{1b}[2K") }
      do {
        while let value = try await group.next() {
          guard let value else { continue }
          group.cancelAll()
          // The last picture is drawn before the line is wiped.
          while try await group.next() != nil {}
          return value
        }
      } catch {
        group.cancelAll()
        while let next = await group.nextResult() { _ = next }
        throw error
      }
      throw CancellationError()
    }
  }
}
