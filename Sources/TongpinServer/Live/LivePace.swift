// SPDX-License-Identifier: Apache-2.0

/// Over how long open screens spread their fetches after a change, so that many screens together leave the processor to those who work.
///
/// A few screens fetch at once. Many would all ask in the same moment: after a single change they are spread so that the server is busy
/// with them for about two thirds of the time, and when one change follows the other so that they take a quarter of a core, which puts
/// three hundred screens 2.4 s behind.
struct LivePace {
  /// So many screens fetch at once.
  static let free = 8
  /// What one fetch takes, in milliseconds, times how much idle time is left between two.
  static let afterOne = 3, afterMany = 8

  private var before: UInt64?

  /// - Parameters:
  ///   - streams: open streams.
  ///   - now: nanoseconds.
  /// - Returns: milliseconds.
  mutating func next(streams: Int, at now: UInt64) -> Int {
    defer { before = now }
    guard streams > Self.free else { return 0 }
    let longest = streams * Self.afterMany
    if let before, now &- before < UInt64(longest) * 1_000_000 { return longest }
    return streams * Self.afterOne
  }
}
