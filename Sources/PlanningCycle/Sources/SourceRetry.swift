// SPDX-License-Identifier: Apache-2.0
import Calendars

/// When a source that could not be read is tried again: twice as late each time, from half a minute to half an hour, for as long as it takes.
///
/// There is no chance in it: the same failures wait the same times in every run, and at most two sources are read at once, so that a database that
/// comes back is not met by all of them together.
public enum SourceRetry {
  public static let shortest: Int64 = 30 * 1000
  public static let longest: Int64 = 30 * 60 * 1000

  /// - Parameters:
  ///   - failures: in a row, 1 and more.
  ///   - isTransient: it may pass by itself: a server that is away. What does not, a wrong password, waits the longest at once: whoever asks
  ///     again and again is shut out.
  public static func delay(failures: Int, isTransient: Bool) -> Int64 {
    guard isTransient else { return longest }
    // 30 s · 2⁶ is beyond the longest already.
    return min(shortest << Int64(min(max(failures, 1) - 1, 6)), longest)
  }

  static func next(after moment: Moment, failures: Int, isTransient: Bool) -> Moment {
    Moment(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + delay(failures: failures, isTransient: isTransient))
  }
}
