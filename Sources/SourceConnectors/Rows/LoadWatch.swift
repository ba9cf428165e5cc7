// SPDX-License-Identifier: Apache-2.0
import Glibc
import PlanningCycle

/// How long a load may still go on, and whether somebody wants it to end.
struct LoadWatch: Sendable {
  private let end: ContinuousClock.Instant
  private let seconds: Int
  private let isStopped: @Sendable () -> Bool

  init(seconds: Int, isStopped: @escaping @Sendable () -> Bool) {
    self.seconds = max(seconds, 1)
    end = ContinuousClock.now + .seconds(self.seconds)
    self.isStopped = isStopped
  }

  private init(_ end: ContinuousClock.Instant, _ seconds: Int, _ isStopped: @escaping @Sendable () -> Bool) {
    self.end = end
    self.seconds = seconds
    self.isStopped = isStopped
  }

  /// The same watch, with at most so many seconds from now.
  func within(seconds: Int) -> LoadWatch { LoadWatch(min(end, ContinuousClock.now + .seconds(seconds)), seconds, isStopped) }

  var milliseconds: Int {
    let left = ContinuousClock.now.duration(to: end).components
    return max(0, Int(left.seconds) * 1_000 + Int(left.attoseconds / 1_000_000_000_000_000))
  }

  /// At least one: servers take nothing for no limit.
  var wholeSeconds: Int { max(1, (milliseconds + 999) / 1_000) }

  var hasStopped: Bool { isStopped() }

  /// - Throws: `stopped`, `tooSlow`.
  func check() throws(SourceFault) {
    if isStopped() { throw SourceFault(.stopped) }
    if milliseconds == 0 { throw tooSlow }
  }

  var tooSlow: SourceFault { SourceFault(.tooSlow, BilingualText("时限 \(seconds) 秒", "the limit is \(seconds) s")) }

  /// Waits until a socket can be read or written.
  func wait(_ socket: Int32, toWrite: Bool) throws(SourceFault) {
    while true {
      try check()
      var wanted = pollfd(fd: socket, events: Int16(toWrite ? POLLOUT : POLLIN), revents: 0)
      let answer = poll(&wanted, 1, Int32(min(milliseconds, 1_000)))
      if answer > 0 { return }
      if answer < 0, errno != EINTR { throw SourceFault(.brokenOff, said: String(cString: strerror(errno))) }
    }
  }
}
