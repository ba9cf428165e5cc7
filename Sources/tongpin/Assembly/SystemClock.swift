// SPDX-License-Identifier: Apache-2.0
import Calendars
import Dispatch
import Foundation

/// The only clock of the program; everything below takes moments and days as values.
enum SystemClock {
  static func now() -> Moment {
    Moment(millisecondsSinceEpoch: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Nanoseconds since the machine started: for measuring, never set back.
  static func ticks() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

  /// Nanoseconds that the processors have worked for this process.
  static func processor() -> UInt64 {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The civil day in China (UTC+8, no summer time).
  static func today() -> Day {
    let seconds = Int64(Date().timeIntervalSince1970.rounded(.down)) + 8 * 3600
    return Day(ordinal: Int32(seconds / 86_400))
  }
}
