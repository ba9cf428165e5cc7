// SPDX-License-Identifier: Apache-2.0

/// Over how long open screens spread their fetches after a change, so that many screens together leave the processor to those who work.
///
/// A few screens fetch at once. Many would all ask in the same moment: after a single change they are spread so that the server is busy
/// with them for about two thirds of the time, and when one change follows the other so that they take about half a core, whatever an answer
/// costs on this machine just now.
struct LivePace {
  /// So many screens fetch at once.
  static let free = 8
  /// What one fetch takes at least, in milliseconds, times how much idle time is left between two.
  static let afterOne = 3, afterMany = 8
  /// Milliseconds between the fetches of one screen and the next for each millisecond of processor that an answer takes: a screen asks for two
  /// things, and on average after half the time.
  static let forEachBusy = 7.0
  /// Nobody is put behind for longer, in milliseconds.
  static let longest = 6_000

  private var before: UInt64?

  /// - Parameters:
  ///   - streams: open streams.
  ///   - now: nanoseconds.
  ///   - busy: milliseconds of processor that an answer takes.
  /// - Returns: milliseconds.
  mutating func next(streams: Int, at now: UInt64, busy: Double = 0) -> Int {
    defer { before = now }
    guard streams > Self.free else { return 0 }
    let many = min(
      max(streams * Self.afterMany, Int(Double(streams) * busy * Self.forEachBusy)), max(Self.longest, streams * Self.afterMany))
    if let before, now &- before < UInt64(many) * 1_000_000 { return many }
    return streams * Self.afterOne
  }
}

/// What an answer costs: processor time by answers, over the last seconds in which there were enough of them.
struct AnswerCost {
  /// Fewer say nothing: a forecast that runs would be taken for the price of an answer.
  static let least = 200
  private var (processor, answers): (UInt64, Int) = (0, 0)
  private(set) var milliseconds = 0.0

  /// - Parameters:
  ///   - processor: nanoseconds that this process has worked so far.
  ///   - answers: answered so far.
  mutating func note(processor: UInt64, answers: Int) {
    // What it took to start was for no answer.
    guard self.processor > 0 else {
      (self.processor, self.answers) = (processor, answers)
      return
    }
    let count = answers - self.answers
    guard count >= Self.least else { return }
    let cost = Double(processor &- self.processor) / Double(count) / 1_000_000
    // The newest window counts for half: a burst is neither followed at once nor forgotten for long.
    milliseconds = milliseconds == 0 ? cost : (milliseconds + cost) / 2
    (self.processor, self.answers) = (processor, answers)
  }
}
