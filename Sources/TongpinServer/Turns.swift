// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Synchronization

/// One at a time: turns are short and go first; a reading is long and gives way to them between two steps, and after a while to other
/// readings.
///
/// Everything that touches a workspace holds this, so that no two threads ever do; whoever takes it sees all that was done before, because
/// it is handed on under one lock.
final class Turns: Sendable {
  /// How long a reading goes on while another one waits.
  private static let sliceNanoseconds: UInt64 = 3_000_000

  private let condition = NSCondition()
  // Only touched under `condition`, or by whoever holds the turn.
  private nonisolated(unsafe) var isTaken = false
  private nonisolated(unsafe) var sliceBegan: UInt64 = 0
  private let waitingTurns = Atomic<Int>(0)
  private let waitingReadings = Atomic<Int>(0)

  func turn<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    waitingTurns.add(1, ordering: .sequentiallyConsistent)
    condition.lock()
    while isTaken { condition.wait() }
    isTaken = true
    waitingTurns.subtract(1, ordering: .sequentiallyConsistent)
    condition.unlock()
    defer { release() }
    return try work()
  }

  func reading<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    takeForReading()
    defer { release() }
    return try work()
  }

  /// Called by a reading: lets go, and comes back when nobody who goes first waits.
  func giveWay() {
    if waitingTurns.load(ordering: .sequentiallyConsistent) == 0 {
      guard waitingReadings.load(ordering: .relaxed) > 0,
        DispatchTime.now().uptimeNanoseconds &- sliceBegan > Self.sliceNanoseconds
      else { return }
    }
    release()
    takeForReading()
  }

  private func takeForReading() {
    waitingReadings.add(1, ordering: .relaxed)
    condition.lock()
    while isTaken || waitingTurns.load(ordering: .sequentiallyConsistent) > 0 { condition.wait() }
    isTaken = true
    sliceBegan = DispatchTime.now().uptimeNanoseconds
    waitingReadings.subtract(1, ordering: .relaxed)
    condition.unlock()
  }

  private func release() {
    condition.lock()
    isTaken = false
    condition.broadcast()
    condition.unlock()
  }
}
