// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Synchronization

/// One at a time: turns are short and go first; a reading is long and gives way to them between two steps, and after a while to other
/// readings. A reading that has waited for long goes before a turn, for a slice: however many turns there are, readings go on.
///
/// Everything that touches a workspace holds this, so that no two threads ever do; whoever takes it sees all that was done before, because
/// it is handed on under one lock.
final class Turns: Sendable {
  /// How long a reading goes on while another one waits, or after its patience ended.
  private static let sliceNanoseconds: UInt64 = 3_000_000
  /// How long a reading lets turns go first.
  private static let patienceNanoseconds: UInt64 = 10_000_000

  private let condition = NSCondition()
  // Only touched under `condition`, or by whoever holds the turn.
  private nonisolated(unsafe) var isTaken = false
  private nonisolated(unsafe) var sliceBegan: UInt64 = 0
  /// The reading that goes on took its slice from turns that waited.
  private nonisolated(unsafe) var isDue = false
  /// When the readings that wait began to, oldest first.
  private nonisolated(unsafe) var readingsSince: [UInt64] = []
  private let waitingTurns = Atomic<Int>(0)
  private let waitingReadings = Atomic<Int>(0)

  func turn<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
    waitingTurns.add(1, ordering: .sequentiallyConsistent)
    condition.lock()
    while isTaken || isReadingDue {
      // It became due while nobody let go of anything: nothing else would wake it.
      if !isTaken { condition.broadcast() }
      condition.wait()
    }
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
    let isOver = Self.now &- sliceBegan > Self.sliceNanoseconds
    if waitingTurns.load(ordering: .sequentiallyConsistent) == 0 {
      guard isOver, waitingReadings.load(ordering: .relaxed) > 0 else { return }
    } else if isDue, !isOver {
      return
    }
    release()
    takeForReading()
  }

  private func takeForReading() {
    waitingReadings.add(1, ordering: .relaxed)
    condition.lock()
    let since = Self.now
    readingsSince.append(since)
    while isTaken || waitingTurns.load(ordering: .sequentiallyConsistent) > 0 && !isReadingDue { condition.wait() }
    isDue = isReadingDue && waitingTurns.load(ordering: .sequentiallyConsistent) > 0
    if let place = readingsSince.firstIndex(of: since) { readingsSince.remove(at: place) }
    isTaken = true
    sliceBegan = Self.now
    waitingReadings.subtract(1, ordering: .relaxed)
    condition.unlock()
  }

  /// Under `condition`.
  private var isReadingDue: Bool { readingsSince.first.map { Self.now &- $0 > Self.patienceNanoseconds } ?? false }

  private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  private func release() {
    condition.lock()
    isTaken = false
    condition.broadcast()
    condition.unlock()
  }
}
